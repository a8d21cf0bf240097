namespace Dpsa.Privacy.Tests;

public class PrivacySpentTests
{
    [Fact]
    public void Rounds_add_half_the_squared_parameter_each()
    {
        PrivacySpent spent = PrivacySpent.Nothing.Add(new ZcdpBudget(30)).Add(new ZcdpBudget(30)).Add(new ZcdpBudget(new Rational(1, 10)));
        spent.Rounds.ShouldBe(3);
        spent.ProtectedRho.ShouldBe(new Rational(180_001, 200));
        spent.Rho.ShouldBe(900.005);
        spent.ToString().ShouldBe("3 rounds, rho = 900.005");
        PrivacySpent.Nothing.Rounds.ShouldBe(0);
    }

    [Fact]
    public void A_round_without_noise_costs_everything()
    {
        PrivacySpent spent = PrivacySpent.Nothing.Add(DpStrategy.None).Add(DpStrategy.FromPrivacyParameter(1));
        spent.Rounds.ShouldBe(2);
        spent.UnprotectedRounds.ShouldBe(1);
        spent.ProtectedRho.ShouldBe(new Rational(1, 2));
        spent.Rho.ShouldBe(double.PositiveInfinity);
        spent.ToEpsilon(1e-5).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Epsilon_is_that_of_the_sum()
    {
        PrivacySpent spent = PrivacySpent.Nothing;
        spent.ToEpsilon(1e-5).ShouldBe(0);
        for (int round = 0; round < 4; round++)
            spent = spent.Add(new ZcdpBudget(new Rational(1, 2)));
        spent.ToEpsilon(1e-5).ShouldBe(ZcdpAccounting.Epsilon(0.5, 1e-5));
    }
}
