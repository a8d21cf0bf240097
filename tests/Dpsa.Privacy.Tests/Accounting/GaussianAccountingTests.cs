namespace Dpsa.Privacy.Tests;

public class GaussianAccountingTests
{
    // What the documentation promises for mu of 1e-3 and more.
    private const double Excess = 1e-9;

    public static TheoryData<double, double> Curve
    {
        get
        {
            var data = new TheoryData<double, double>();
            foreach (double mu in (double[])[1e-3, 0.01, 0.2681, 0.7191, 1, 1.666, 5, 20, 60])
            {
                foreach (double delta in (double[])[0.3, 0.01, 1e-5, 1e-12, 1e-60, 1e-300])
                    data.Add(mu, delta);
            }
            data.Add(134, 1e-5);
            data.Add(1e4, 1e-9);
            return data;
        }
    }

    [Theory]
    [InlineData(0.5, 1e-5, 4.377)]
    [InlineData(1, 1e-5, 6.573)]
    [InlineData(2, 1e-5, 9.997)]
    public void Epsilon_has_the_quoted_values(double rho, double delta, double epsilon) =>
        GaussianAccounting.Epsilon(GaussianAccounting.MuOfRho(rho), delta).ShouldBe(epsilon, 0.0005);

    [Theory]
    [InlineData(8, 1.6660, 1.3878)]
    [InlineData(3, 0.7191, 0.2586)]
    [InlineData(1, 0.2681, 0.0359)]
    public void Mu_has_the_quoted_values(double epsilon, double mu, double rho)
    {
        double solved = GaussianAccounting.Mu(epsilon, 1e-5);
        solved.ShouldBe(mu, 0.00005);
        (solved * solved / 2).ShouldBe(rho, 0.00005);
    }

    [Fact]
    public void Reference_integral_has_thirty_digits()
    {
        foreach ((double a, double mu) in ((double, double)[])[(4, 1), (0.5, 60), (37, 1e-3), (-0.5, 1), (-2, 5)])
        {
            HighPrecision coarse = GaussianReference.Integral(a, mu), fine = GaussianReference.Integral(a, mu, 96);
            ((coarse - fine) / fine).ToDouble().ShouldBe(0, 1e-30);
        }
    }

    [Theory]
    [MemberData(nameof(Curve))]
    public void Epsilon_is_within_delta_and_barely_so_by_integration_of_the_privacy_loss(double mu, double delta)
    {
        double epsilon = GaussianAccounting.Epsilon(mu, delta);
        if (epsilon == 0)
        {
            GaussianReference.Excess(mu, 0, delta).ShouldBeGreaterThanOrEqualTo(0);
            return;
        }
        GaussianReference.Excess(mu, epsilon, delta).ShouldBeGreaterThanOrEqualTo(0);
        GaussianReference.Excess(mu, epsilon * (1 - 1e-8), delta).ShouldBeLessThan(0);
    }

    [Theory]
    [MemberData(nameof(Curve))]
    public void Delta_is_an_upper_bound_that_exceeds_the_integral_by_a_part_in_a_billion(double mu, double delta)
    {
        double epsilon = GaussianAccounting.Epsilon(mu, delta);
        GaussianReference.Excess(mu, epsilon, GaussianAccounting.Delta(mu, epsilon)).ShouldBeInRange(0, Excess);
        // Where delta is large as well, and a negative.
        double small = Math.Max(0, mu * (mu / 2 - 2));
        GaussianReference.Excess(mu, small, GaussianAccounting.Delta(mu, small)).ShouldBeInRange(0, Excess);
    }

    // epsilon/mu - mu/2 loses seven digits here.
    [Fact]
    public void Delta_is_an_upper_bound_where_its_argument_cancels()
    {
        var random = new Random(3);
        for (int i = 0; i < 12; i++)
        {
            double mu = 1e6 * (1 + random.NextDouble());
            double epsilon = mu * (mu / 2 + 2 + 3 * random.NextDouble());
            GaussianReference.Excess(mu, epsilon, GaussianAccounting.Delta(mu, epsilon)).ShouldBeInRange(0, 2e-8);
        }
    }

    [Theory]
    [InlineData(8, 1e-5)]
    [InlineData(0.1, 1e-5)]
    [InlineData(0.004, 1e-5)]
    [InlineData(0, 1e-3)]
    [InlineData(1500, 1e-5)]
    [InlineData(3, 1e-200)]
    public void Mu_is_within_delta_and_barely_so_by_integration_of_the_privacy_loss(double epsilon, double delta)
    {
        double mu = GaussianAccounting.Mu(epsilon, delta);
        GaussianReference.Excess(mu, epsilon, delta).ShouldBeGreaterThanOrEqualTo(0);
        GaussianReference.Excess(mu * (1 + 1e-8), epsilon, delta).ShouldBeLessThan(0);
    }

    [Fact]
    public void Mills_ratio_has_the_stated_error()
    {
        foreach (double t in (double[])[0, 1e-9, 0.1, 0.5, 0.999, 1, 1.001, 1.1, 1.3, 1.7, 2, 3, 5, 10, 38, 100, 1e6])
        {
            HighPrecision exact = HighPrecision.IntegrateHalfLine(
                u => HighPrecision.Exp(-(new HighPrecision((u * u).Scaled >> 1) + t * u)), t < 1000 ? 48 : 96);
            double error = ((MillsRatio.Of(t) - exact) / exact).ToDouble();
            error.ShouldBe(0, 3e-15, $"t = {t}");
        }
    }

    [Fact]
    public void Mu_of_rho_squares_back_to_no_less()
    {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            double rho = Math.Exp(40 * random.NextDouble() - 20);
            Rational mu = Rational.FromDouble(GaussianAccounting.MuOfRho(rho));
            (mu * mu / 2 >= Rational.FromDouble(rho)).ShouldBeTrue();
            (mu * mu / 2 <= Rational.FromDouble(rho * (1 + 1e-15))).ShouldBeTrue();
        }
        GaussianAccounting.MuOfRho(0.5).ShouldBe(1);
    }

    [Fact]
    public void Ends_of_the_range_are_nothing_and_no_guarantee()
    {
        GaussianAccounting.Epsilon(0, 1e-5).ShouldBe(0);
        GaussianAccounting.Delta(0, 1).ShouldBe(0);
        GaussianAccounting.Epsilon(double.PositiveInfinity, 1e-5).ShouldBe(double.PositiveInfinity);
        GaussianAccounting.Delta(double.PositiveInfinity, 100).ShouldBe(1);
        GaussianAccounting.MuOfRho(double.PositiveInfinity).ShouldBe(double.PositiveInfinity);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-20)]
    [InlineData(1e-8)]
    [InlineData(1e9)]
    [InlineData(1e160)]
    [InlineData(double.MaxValue)]
    public void Extreme_parameters_give_numbers_on_the_safe_side(double mu)
    {
        double epsilon = GaussianAccounting.Epsilon(mu, 1e-5);
        epsilon.ShouldBeInRange(0, double.PositiveInfinity);
        // delta(0) is at most mu phi(0), and epsilon at least mu^2/2 where delta is below 1/2.
        if (mu < 1)
            epsilon.ShouldBe(0);
        else
            epsilon.ShouldBeGreaterThanOrEqualTo(mu * mu / 2);
        GaussianAccounting.Delta(mu, 1).ShouldBeInRange(double.Epsilon, 1);
        GaussianAccounting.Delta(mu, 1e300).ShouldBeInRange(double.Epsilon, 1);
        GaussianAccounting.Delta(mu, 0).ShouldBeGreaterThanOrEqualTo(Math.Min(0.5, mu * 0.39));
    }

    [Theory]
    [InlineData(-1, 1e-5)]
    [InlineData(double.NaN, 1e-5)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(1, double.NaN)]
    public void Refuses_a_mu_or_delta_out_of_range(double mu, double delta)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => GaussianAccounting.Epsilon(mu, delta));
        if (mu is not 1)
        {
            Should.Throw<ArgumentOutOfRangeException>(() => GaussianAccounting.Delta(mu, 1));
            Should.Throw<ArgumentOutOfRangeException>(() => GaussianAccounting.MuOfRho(mu));
            Should.Throw<ArgumentOutOfRangeException>(() => MembershipAttack.Advantage(mu));
            Should.Throw<ArgumentOutOfRangeException>(() => MembershipAttack.TruePositiveRate(mu, 0.1));
        }
        else
        {
            Should.Throw<ArgumentOutOfRangeException>(() => GaussianAccounting.Mu(1, delta));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_an_epsilon_out_of_range(double epsilon)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => GaussianAccounting.Delta(1, epsilon)).ParamName.ShouldBe("epsilon");
        Should.Throw<ArgumentOutOfRangeException>(() => GaussianAccounting.Mu(epsilon, 1e-5)).ParamName.ShouldBe("epsilon");
    }

    [Fact]
    public void Attack_figures_have_the_quoted_values()
    {
        MembershipAttack.Advantage(1.666).ShouldBe(0.595, 0.0005);
        MembershipAttack.TruePositiveRate(1.666, 0.001).ShouldBe(0.077, 0.0005);
        MembershipAttack.Advantage(0).ShouldBe(0);
        MembershipAttack.TruePositiveRate(0, 0.25).ShouldBe(0.25, 1e-12);
        MembershipAttack.TruePositiveRate(3, 0).ShouldBe(0);
        MembershipAttack.TruePositiveRate(double.PositiveInfinity, 0).ShouldBe(1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.666)]
    [InlineData(7)]
    public void Advantage_is_the_largest_gap_between_the_rates(double mu)
    {
        double largest = 0;
        for (double rate = 1e-6; rate < 1; rate *= 1.0005)
        {
            double gap = MembershipAttack.TruePositiveRate(mu, rate) - rate;
            gap.ShouldBeLessThanOrEqualTo(MembershipAttack.Advantage(mu) + 1e-12);
            largest = Math.Max(largest, gap);
        }
        largest.ShouldBe(MembershipAttack.Advantage(mu), 1e-5);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Refuses_a_rate_out_of_range(double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => MembershipAttack.TruePositiveRate(1, rate));
}
