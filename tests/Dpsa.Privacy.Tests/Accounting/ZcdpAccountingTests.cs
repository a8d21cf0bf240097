namespace Dpsa.Privacy.Tests;

public class ZcdpAccountingTests
{
    public static TheoryData<double, double> Costs
    {
        get
        {
            var data = new TheoryData<double, double>();
            foreach (double rho in (double[])[1e-6, 0.001, 0.1, 0.5, 2, 30, 450, 1e5])
            {
                foreach (double delta in (double[])[0.01, 1e-5, 1e-9, 1e-40])
                    data.Add(rho, delta);
            }
            return data;
        }
    }

    [Theory]
    [InlineData(450, 1e-5, 593.956)]
    [InlineData(0.5, 1e-5, 5.2985)]
    public void Simple_conversion_has_the_quoted_values(double rho, double delta, double epsilon) =>
        ZcdpAccounting.SimpleEpsilon(rho, delta).ShouldBe(epsilon, 0.0005);

    [Theory]
    [MemberData(nameof(Costs))]
    public void Tight_conversion_is_the_least_over_all_orders(double rho, double delta)
    {
        // Corollary 13 in its own form, delta of alpha and epsilon, solved for epsilon over a fine grid of orders.
        double least = double.PositiveInfinity;
        for (double logarithm = -12; logarithm < 12; logarithm += 1e-4)
        {
            double alpha = 1 + Math.Exp(logarithm);
            double exponent = -Math.Log(alpha - 1) + alpha * Math.Log((alpha - 1) / alpha) - Math.Log(delta);
            least = Math.Min(least, alpha * rho + exponent / (alpha - 1));
        }
        double epsilon = ZcdpAccounting.Epsilon(rho, delta);
        epsilon.ShouldBe(Math.Max(0, least), 1e-7 * (1 + least));
        epsilon.ShouldBeLessThanOrEqualTo(ZcdpAccounting.SimpleEpsilon(rho, delta));
    }

    // The bound at an order found in double precision is within 1e-28 of its minimum, which is flat there.
    [Theory]
    [MemberData(nameof(Costs))]
    public void Rounding_never_takes_a_conversion_below_its_exact_value(double rho, double delta)
    {
        double low = 0, high = Math.Sqrt(-Math.Log(delta) / rho);
        for (int i = 0; i < 200; i++)
        {
            double middle = low + (high - low) / 2;
            if (rho * middle * middle < -Math.Log(delta) - Math.Log(1 + middle))
                low = middle;
            else
                high = middle;
        }
        HighPrecision a = high, alpha = HighPrecision.One + a, failure = -HighPrecision.Log(delta);
        HighPrecision tight = alpha * rho + HighPrecision.Log(a) - HighPrecision.Log(alpha) + (failure - HighPrecision.Log(alpha)) / a;
        HighPrecision simple = rho + 2 * HighPrecision.Sqrt(failure * rho);
        double epsilon = ZcdpAccounting.Epsilon(rho, delta);
        Excess(ZcdpAccounting.SimpleEpsilon(rho, delta), simple).ShouldBeInRange(0, 1e-13);
        if (tight < 0)
        {
            epsilon.ShouldBe(0);
            return;
        }
        Excess(epsilon, tight).ShouldBeInRange(-1e-28, 1e-13);
        HighPrecision exponent = a * (alpha * rho - epsilon + HighPrecision.Log(a) - HighPrecision.Log(alpha)) - HighPrecision.Log(alpha);
        (ZcdpAccounting.Delta(rho, epsilon) - HighPrecision.Exp(exponent)).ToDouble().ShouldBeGreaterThan(-1e-28 * delta);

        static double Excess(double value, HighPrecision exact) => ((value - exact) / exact).ToDouble();
    }

    [Theory]
    [MemberData(nameof(Costs))]
    public void Delta_inverts_epsilon(double rho, double delta)
    {
        double epsilon = ZcdpAccounting.Epsilon(rho, delta);
        if (epsilon > 0)
            Math.Log(ZcdpAccounting.Delta(rho, epsilon)).ShouldBe(Math.Log(delta), 1e-6 * Math.Abs(Math.Log(delta)));
    }

    // The Gaussian mechanism is rho-zCDP with sensitivity over sigma mu = sqrt(2 rho), and its delta is known exactly
    // (Balle and Wang 2018, Theorem 8): no sound conversion may promise less.
    [Theory]
    [InlineData(0.01, 0.3)]
    [InlineData(0.1, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.5, 5)]
    [InlineData(5, 12)]
    [InlineData(5, 18)]
    public void Tight_conversion_promises_no_more_than_the_Gaussian_mechanism_gives(double rho, double epsilon)
    {
        double mu = Math.Sqrt(2 * rho);
        double exact = SpecialFunctions.NormalCdf(mu / 2 - epsilon / mu)
            - Math.Exp(epsilon) * SpecialFunctions.NormalCdf(-mu / 2 - epsilon / mu);
        double promised = ZcdpAccounting.Delta(rho, epsilon);
        exact.ShouldBeGreaterThan(0);
        promised.ShouldBeGreaterThan(exact);
        promised.ShouldBeLessThan(20 * exact);
    }

    [Fact]
    public void Nothing_spent_is_no_loss_and_no_bound_is_no_guarantee()
    {
        ZcdpAccounting.Epsilon(0, 1e-5).ShouldBe(0);
        ZcdpAccounting.Delta(0, 0).ShouldBe(0);
        ZcdpAccounting.Epsilon(double.PositiveInfinity, 1e-5).ShouldBe(double.PositiveInfinity);
        ZcdpAccounting.Delta(double.PositiveInfinity, 100).ShouldBe(1);
        ZcdpAccounting.Delta(1e6, 0).ShouldBe(1);
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    [InlineData(1e307)]
    public void Extreme_costs_give_numbers_within_the_simple_bound(double rho)
    {
        ZcdpAccounting.Epsilon(rho, 1e-5).ShouldBeInRange(0, ZcdpAccounting.SimpleEpsilon(rho, 1e-5));
        ZcdpAccounting.Delta(rho, 1).ShouldBeInRange(0, 1);
    }

    [Theory]
    [InlineData(-1, 1e-5)]
    [InlineData(double.NaN, 1e-5)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, double.NaN)]
    public void Refuses_a_cost_or_probability_out_of_range(double rho, double delta)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ZcdpAccounting.Epsilon(rho, delta));
        Should.Throw<ArgumentOutOfRangeException>(() => ZcdpAccounting.SimpleEpsilon(rho, delta));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_an_epsilon_out_of_range(double epsilon) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ZcdpAccounting.Delta(1, epsilon));
}
