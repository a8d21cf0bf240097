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
    public void Strategies_are_equal_when_both_aggregators_are_configured_alike()
    {
        DpStrategy leader = DpStrategy.FromPrivacyParameter(new Rational(60, 2));
        leader.ShouldBe(new ZCdpDiscreteGaussian(ZcdpBudget.FromDouble(30)));
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
            () => DpStrategy.FromPrivacyParameter(Rational.Parse("1e-30")).CreateMechanism(1L << 32));
}
