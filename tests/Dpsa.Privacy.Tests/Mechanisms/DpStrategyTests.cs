namespace Dpsa.Privacy.Tests;

public class DpStrategyTests
{
    [Theory]
    [InlineData(16, "1", "65536")]
    [InlineData(16, "30", "32768/15")]
    [InlineData(32, "1", "4294967296")]
    [InlineData(32, "30", "2147483648/15")]
    public void Sigma_is_sensitivity_over_the_parameter(int bits, string epsilon, string sigma)
    {
        NoiseMechanism mechanism = DpStrategy.FromPrivacyParameter(Rational.Parse(epsilon)).CreateMechanism(1L << bits);
        mechanism.Sigma.ShouldBe(Rational.Parse(sigma));
        mechanism.Budget!.Epsilon.ShouldBe(Rational.Parse(epsilon));
        mechanism.ShouldBeOfType<DiscreteGaussianMechanism>().L2Sensitivity.ShouldBe(1L << bits);
    }

    [Fact]
    public void No_privacy_parameter_means_no_noise()
    {
        DpStrategy strategy = DpStrategy.FromPrivacyParameter(null);
        strategy.ShouldBe(DpStrategy.None);
        strategy.Budget.ShouldBeNull();
        NoiseMechanism mechanism = strategy.CreateMechanism(65536);
        mechanism.Sigma.ShouldBe(Rational.Zero);
        Int128[] noise = [5, 6, 7];
        mechanism.Fill(noise.AsSpan(0, 1));
        noise.ShouldBe([0, 6, 7]);
        mechanism.FillParallel(noise);
        noise.ShouldBe([0, 0, 0]);
        mechanism.Sample(3).ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void A_double_means_its_exact_value_and_an_integer_itself()
    {
        DpStrategy.FromPrivacyParameter(0.1).ShouldBe(DpStrategy.FromPrivacyParameter(Rational.FromDouble(0.1)));
        DpStrategy.FromPrivacyParameter(0.1).ShouldNotBe(DpStrategy.FromPrivacyParameter(Rational.Parse("0.1")));
        DpStrategy.FromPrivacyParameter(100).Budget!.Epsilon.ShouldBe(new Rational(100));
        DpStrategy.FromPrivacyParameter(long.MaxValue).Budget!.Epsilon.ShouldBe(new Rational(long.MaxValue), "not by way of a double");
        Rational? absent = null;
        DpStrategy.FromPrivacyParameter(absent).ShouldBe(DpStrategy.None);
        foreach (double value in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Should.Throw<ArgumentOutOfRangeException>(() => DpStrategy.FromPrivacyParameter(value));
    }

    [Theory]
    [InlineData("65536", 65_536)]
    [InlineData("1e-20", 65_536)]
    public void Takes_noise_of_one_unit_and_more(string parameter, long sensitivity) =>
        DpStrategy.FromPrivacyParameter(Rational.Parse(parameter)).CreateMechanism(sensitivity)
            .Sigma.ShouldBeGreaterThanOrEqualTo(DiscreteGaussianMechanism.MinSigma);

    [Theory]
    [InlineData("65537", 65_536)]
    [InlineData("65536.0001", 65_536)]
    [InlineData("2", 1)]
    [InlineData("1e300", 1L << 62)]
    public void Refuses_noise_that_rounds_to_zero_and_says_what_to_do(string parameter, long sensitivity)
    {
        DpStrategy strategy = DpStrategy.FromPrivacyParameter(Rational.Parse(parameter));
        string message = Should.Throw<ArgumentOutOfRangeException>(() => strategy.CreateMechanism(sensitivity)).Message;
        message.ShouldContain("below 1 integer unit and rounds to zero");
        message.ShouldContain($"use more fractional bits, or a privacy parameter of at most {sensitivity}");
    }

    [Fact]
    public void Refuses_a_number_of_threads_that_is_none()
    {
        foreach (DpStrategy strategy in (DpStrategy[])[DpStrategy.None, DpStrategy.FromPrivacyParameter(1)])
        {
            NoiseMechanism mechanism = strategy.CreateMechanism(65_536);
            foreach (int threads in (int[])[0, -2])
                Should.Throw<ArgumentOutOfRangeException>(() => mechanism.FillParallel(new Int128[1], threads));
            Should.Throw<ArgumentOutOfRangeException>(() => mechanism.Sample(-1));
        }
    }

    [Fact]
    public void Strategies_are_equal_when_both_aggregators_are_configured_alike()
    {
        DpStrategy leader = DpStrategy.FromPrivacyParameter(new Rational(60, 2));
        leader.ShouldBe(new ZcdpDiscreteGaussian(new ZcdpBudget(30)));
        leader.ShouldNotBe(DpStrategy.FromPrivacyParameter(60));
        leader.ShouldNotBe(DpStrategy.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-65536)]
    public void Refuses_a_sensitivity_that_is_not_positive(long sensitivity)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => DpStrategy.None.CreateMechanism(sensitivity));
        Should.Throw<ArgumentOutOfRangeException>(() => DpStrategy.FromPrivacyParameter(1).CreateMechanism(sensitivity));
    }

    [Fact]
    public void Refuses_noise_that_no_integer_here_would_hold() =>
        Should.Throw<ArgumentOutOfRangeException>(
            () => DpStrategy.FromPrivacyParameter(Rational.Parse("1e-30")).CreateMechanism(1L << 32))
            .Message.ShouldContain("above the limit of 2^100; use fewer fractional bits, or a larger privacy parameter than 1E-30");
}
