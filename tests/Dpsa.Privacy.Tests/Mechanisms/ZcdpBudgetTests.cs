namespace Dpsa.Privacy.Tests;

public class ZcdpBudgetTests
{
    [Theory]
    [InlineData("30", "450")]
    [InlineData("1", "1/2")]
    [InlineData("0.1", "1/200")]
    public void Rho_is_half_the_square(string epsilon, string rho) =>
        new ZcdpBudget(Rational.Parse(epsilon)).Rho.ShouldBe(Rational.Parse(rho));

    [Theory]
    [InlineData("0")]
    [InlineData("-1/3")]
    public void Refuses_a_parameter_that_is_not_positive(string epsilon) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ZcdpBudget(Rational.Parse(epsilon)));

    [Fact]
    public void Budgets_of_equal_value_are_equal()
    {
        new ZcdpBudget(new Rational(2, 4)).ShouldBe(new ZcdpBudget(0.5));
        new ZcdpBudget(0.1).ShouldNotBe(new ZcdpBudget(new Rational(1, 10)));
    }

    [Fact]
    public void A_double_means_its_exact_value_and_an_integer_itself()
    {
        new ZcdpBudget(0.1).Epsilon.ShouldBe(new Rational(3602879701896397, 1L << 55));
        new ZcdpBudget(30).Epsilon.ShouldBe(new Rational(30));
        new ZcdpBudget(0.5f).Epsilon.ShouldBe(new Rational(1, 2));
        new ZcdpBudget(long.MaxValue).Epsilon.ShouldBe(new Rational(long.MaxValue), "not by way of a double");
        foreach (double value in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Should.Throw<ArgumentOutOfRangeException>(() => new ZcdpBudget(value));
    }

    [Fact]
    public void Noise_in_real_units_is_two_norms_over_the_parameter()
    {
        var budget = new ZcdpBudget(30);
        budget.StandardDeviation(1).ShouldBe(2.0 / 30);
        budget.StandardDeviation(3).ShouldBe(0.2);
        budget.TotalStandardDeviation(1).ShouldBe(0.0943, 0.00005);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_norm_that_is_not_positive_and_finite(double norm) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ZcdpBudget(1).StandardDeviation(norm));
}
