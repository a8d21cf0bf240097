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
    public void Rounds_of_known_noise_are_accounted_exactly()
    {
        PrivacySpent spent = PrivacySpent.Nothing;
        for (int round = 0; round < 40; round++)
            spent = spent.Add(new RoundPrivacy(DpStrategy.FromPrivacyParameter(Rational.Parse("0.2634")), 9000, 65_536));
        spent.Noise.ShouldBe(new DiscreteNoise(40 * 9000, 65_536 / Rational.Parse("0.2634")));
        PrivacyGuarantee guarantee = spent.Guarantee(1e-5);
        guarantee.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        guarantee.Epsilon.ShouldBeInRange(7.995, 8);
        spent.ToEpsilon(1e-5).ShouldBe(guarantee.Epsilon);
        spent.Readings(1e-5)[0].Guarantee.ShouldBe(guarantee);
    }

    [Fact]
    public void Noise_of_different_rounds_adds_up_to_all_coordinates_and_the_smallest_sigma()
    {
        PrivacySpent spent = PrivacySpent.Nothing.Add(new RoundPrivacy(DpStrategy.None, 10, 65_536))
            .Add(new RoundPrivacy(DpStrategy.FromPrivacyParameter(2), 100, 65_536))
            .Add(new RoundPrivacy(DpStrategy.FromPrivacyParameter(1), 50, 65_536));
        spent.Noise.ShouldBe(new DiscreteNoise(150, 32_768));
        spent.Rounds.ShouldBe(3);
        spent.ToEpsilon(1e-5).ShouldBe(double.PositiveInfinity);
        spent.Readings(1e-5)[0].MembershipAdvantage.ShouldBe(1);
    }

    [Fact]
    public void One_round_of_unknown_noise_makes_the_conversion_the_general_one()
    {
        var budget = new ZcdpBudget(new Rational(1, 2));
        RoundPrivacy known = new(DpStrategy.FromPrivacyParameter(budget.Epsilon), 100, 65_536);
        PrivacySpent spent = PrivacySpent.Nothing.Add(known).Add(budget).Add(known);
        spent.Noise.ShouldBeNull();
        spent.Guarantee(1e-5).Conversion.ShouldBe(PrivacyConversion.Concentrated);
        spent.ToEpsilon(1e-5).ShouldBe(ZcdpAccounting.Epsilon(0.375, 1e-5));
        Should.Throw<InvalidOperationException>(() => spent.Readings(1e-5)).Message.ShouldContain("dimension and sensitivity");
    }

    [Fact]
    public void Refuses_a_round_that_cannot_have_been()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new RoundPrivacy(DpStrategy.None, 0, 1)).ParamName.ShouldBe("dimension");
        Should.Throw<ArgumentOutOfRangeException>(() => new RoundPrivacy(DpStrategy.None, 1, 0)).ParamName.ShouldBe("l2Sensitivity");
        Should.Throw<ArgumentNullException>(() => new RoundPrivacy(null!, 1, 1)).ParamName.ShouldBe("strategy");
        Should.Throw<ArgumentNullException>(() => PrivacySpent.Nothing.Add((RoundPrivacy)null!)).ParamName.ShouldBe("round");
        Should.Throw<ArgumentOutOfRangeException>(() => PrivacySpent.Nothing.ToEpsilon(0)).ParamName.ShouldBe("delta");
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
