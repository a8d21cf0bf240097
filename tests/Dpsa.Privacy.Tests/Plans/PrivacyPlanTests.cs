namespace Dpsa.Privacy.Tests;

public class PrivacyPlanTests
{
    private static PrivacyPlanRequest Request => new() { Clients = 1000, Dimension = 9000 };

    [Fact]
    public void Solves_the_privacy_parameter_to_the_quoted_value_and_within_epsilon()
    {
        PrivacyPlan plan = PrivacyPlan.Solve(Request with { Epsilon = 8, Delta = 1e-5, Rounds = 40 });
        plan.PrivacyParameter.ToDouble().ShouldBe(0.2634, 0.00005);
        plan.Mu.ShouldBe(1.6660, 0.00005);
        plan.Rho.ToDouble().ShouldBe(1.3878, 0.00005);
        plan.Guarantee.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        plan.Guarantee.Epsilon.ShouldBeInRange(8 - 1e-4, 8);
        plan.PrivacyParameter.ShouldBe(plan.PrivacyParameter.Round(6, MidpointRounding.ToZero), "six digits");
        plan.Rho.ShouldBe(plan.PrivacyParameter * plan.PrivacyParameter * 20);
    }

    [Theory]
    [InlineData(8, 1e-5, 40)]
    [InlineData(3, 1e-6, 1)]
    [InlineData(1, 1e-9, 1000)]
    [InlineData(0.01, 1e-5, 10)]
    [InlineData(100, 1e-5, 3)]
    public void A_solved_privacy_parameter_is_within_epsilon_and_one_unit_more_is_not(double epsilon, double delta, int rounds)
    {
        PrivacyPlan plan = PrivacyPlan.Solve(Request with { Epsilon = epsilon, Delta = delta, Rounds = rounds });
        plan.Guarantee.Epsilon.ShouldBeLessThanOrEqualTo(epsilon);
        Rational next = (plan.PrivacyParameter * new Rational(1_000_001, 1_000_000)).Round(6, MidpointRounding.ToPositiveInfinity);
        PrivacyPlan more = PrivacyPlan.Solve(Request with { PrivacyParameter = next, Delta = delta, Rounds = rounds });
        more.Guarantee.Epsilon.ShouldBeGreaterThan(epsilon);
    }

    [Theory]
    [InlineData("0.25", 8, 1e-5)]
    [InlineData("1/100", 8, 1e-5)]
    [InlineData("1", 20, 1e-9)]
    [InlineData("1/100000", 1, 1e-5)]
    public void Solved_rounds_are_within_epsilon_and_one_more_is_not(string parameter, double epsilon, double delta)
    {
        PrivacyPlanRequest request = Request with { PrivacyParameter = Rational.Parse(parameter), Delta = delta };
        int rounds = PrivacyPlan.Solve(request with { Epsilon = epsilon }).Rounds;
        PrivacyPlan.Solve(request with { Rounds = rounds }).Guarantee.Epsilon.ShouldBeLessThanOrEqualTo(epsilon);
        if (rounds < int.MaxValue)
            PrivacyPlan.Solve(request with { Rounds = rounds + 1 }).Guarantee.Epsilon.ShouldBeGreaterThan(epsilon);
    }

    [Fact]
    public void Forty_rounds_of_the_quoted_parameter_are_what_epsilon_eight_allows()
    {
        PrivacyPlanRequest request = Request with { Epsilon = 8, Delta = 1e-5 };
        PrivacyPlan.Solve(request with { PrivacyParameter = Rational.Parse("0.2634") }).Rounds.ShouldBe(40);
        PrivacyPlan.Solve(request with { PrivacyParameter = Rational.Parse("0.2635") }).Rounds.ShouldBe(39);
    }

    [Fact]
    public void A_run_that_costs_next_to_nothing_may_last_for_ever()
    {
        PrivacyPlan plan = PrivacyPlan.Solve(Request with
        {
            PrivacyParameter = Rational.Parse("1e-12"), Epsilon = 1, Delta = 1e-5, Dimension = int.MaxValue,
        });
        plan.Rounds.ShouldBe(int.MaxValue);
    }

    [Fact]
    public void Solved_delta_is_within_epsilon_and_a_smaller_one_is_not()
    {
        PrivacyPlanRequest request = Request with { PrivacyParameter = Rational.Parse("0.2634"), Rounds = 40 };
        PrivacyPlan plan = PrivacyPlan.Solve(request with { Epsilon = 8 });
        plan.Guarantee.Delta.ShouldBe(1e-5, 1e-7);
        plan.Guarantee.Epsilon.ShouldBeLessThanOrEqualTo(8);
        PrivacyPlan.Solve(request with { Delta = plan.Guarantee.Delta * (1 - 1e-6) }).Guarantee.Epsilon.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Solved_epsilon_is_that_of_the_account()
    {
        PrivacyPlan plan = PrivacyPlan.Solve(Request with { PrivacyParameter = 1, Rounds = 3, Delta = 1e-5 });
        PrivacySpent spent = PrivacySpent.Nothing;
        for (int round = 0; round < 3; round++)
            spent = spent.Add(new RoundPrivacy(DpStrategy.FromPrivacyParameter(1), 9000, 65_536));
        plan.Guarantee.ShouldBe(spent.Guarantee(1e-5));
        plan.Readings.ShouldBe(spent.Readings(1e-5));
        plan.ToString().ShouldBe("3 rounds of e = 1: epsilon = 8.38542 at delta = 1E-05 (ExactGaussian)");
    }

    [Fact]
    public void Granularity_decides_whether_a_plan_is_exact()
    {
        PrivacyPlanRequest request = new() { Clients = 1000, Dimension = 11_700_000, PrivacyParameter = 1, Rounds = 1000, Delta = 1e-5 };
        PrivacyPlan.Solve(request).Guarantee.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        PrivacyPlanRequest coarse = request with { FractionalBits = 5 };
        PrivacyPlan.Solve(coarse).Guarantee.Conversion.ShouldBe(PrivacyConversion.Concentrated);
    }

    // README, "The way out is more clients": 704 C / (e n) for 62,006 parameters; 1,800 is the default run, 60 the reference.
    [Theory]
    [InlineData(60, 0.391, LearningOutlook.Clear, "stand out from the noise.")]
    [InlineData(20, 1.17, LearningOutlook.Slow, "is slow and costs accuracy; 47 clients a round")]
    [InlineData(2, 11.7, LearningOutlook.Drowned, "nothing is learned; 47 clients a round")]
    public void Noise_in_the_mean_decides_the_outlook(int clients, double noise, LearningOutlook outlook, string explanation)
    {
        PrivacyPlan plan = PrivacyPlan.Solve(
            new PrivacyPlanRequest { Clients = clients, Dimension = 62_006, PrivacyParameter = 30, Rounds = 20, Delta = 1e-5 });
        plan.NoiseOfBothAggregators.ShouldBe(noise, 0.005 * noise);
        plan.NoiseOfOneAggregator.ShouldBe(plan.NoiseOfBothAggregators / Math.Sqrt(2), 1e-12);
        plan.NoiseOfBothAggregators.ShouldBe(new ZcdpBudget(30).TotalStandardDeviation(1) * Math.Sqrt(62_006) / clients, 1e-12);
        plan.Outlook.ShouldBe(outlook);
        plan.Explanation.ShouldContain(explanation);
        if (outlook != LearningOutlook.Clear)
            plan.ClientsForClearOutlook.ShouldBe(47);
    }

    public static TheoryData<PrivacyPlanRequest, string> Inconsistent => new()
    {
        { Request, "0 were given" },
        { Request with { Epsilon = 8, Delta = 1e-5 }, "2 were given" },
        { Request with { Epsilon = 8, Delta = 1e-5, Rounds = 40, PrivacyParameter = 1 }, "4 were given" },
        { Request with { Epsilon = 0, Delta = 1e-5, Rounds = 40 }, "Epsilon must be above 0 and finite; it is 0" },
        { Request with { Epsilon = double.NaN, Delta = 1e-5, Rounds = 40 }, "Epsilon must be above 0" },
        { Request with { Epsilon = double.PositiveInfinity, Delta = 1e-5, Rounds = 40 }, "Epsilon must be above 0" },
        { Request with { Epsilon = 8, Delta = 0, Rounds = 40 }, "Delta must be above 0" },
        { Request with { Epsilon = 8, Delta = 1, Rounds = 40 }, "Delta must be above 0" },
        { Request with { Epsilon = 8, Delta = double.NaN, Rounds = 40 }, "Delta must be above 0" },
        { Request with { Epsilon = 8, Delta = 0.001, Rounds = 40 }, "below one over the clients (0.001); it is 0.001." },
        { Request with { Epsilon = 8, Delta = 0.02, Rounds = 40, Clients = 2 }, "at most 0.01" },
        { Request with { Epsilon = 8, Delta = 1e-5, Rounds = 0 }, "at least 1 round; 0 were given" },
        { Request with { Epsilon = 8, Delta = 1e-5, PrivacyParameter = 0 }, "must be above 0; it is 0" },
        { Request with { Epsilon = 8, Delta = 1e-5, PrivacyParameter = -1 }, "must be above 0; it is -1" },
        { Request with { Epsilon = 8, Delta = 1e-5, PrivacyParameter = 65_537 }, "more fractional bits" },
        { Request with { Epsilon = 8, Delta = 1e-5, Rounds = 40, Clients = 0 }, "at least 1 client" },
        { Request with { Epsilon = 8, Delta = 1e-5, Rounds = 40, Dimension = 0 }, "at least 1 parameter" },
        { Request with { Epsilon = 8, Delta = 1e-5, Rounds = 40, FractionalBits = 61 }, "between 1 and 60; they are 61" },
        { Request with { Epsilon = 8, Delta = 1e-5, Rounds = 40, FractionalBits = 0 }, "between 1 and 60" },
        { Request with { Epsilon = 1, Delta = 1e-5, PrivacyParameter = 1 }, "privacy parameter 1 has epsilon = 4.377, above 1;" },
        { Request with { Epsilon = 1, Rounds = 40, PrivacyParameter = 1 }, "even at the largest delta, 0.001;" },
        { Request with { Epsilon = 1e-40, Delta = 1e-30, Rounds = 1 }, "No noise that can be sampled" },
    };

    [Theory]
    [MemberData(nameof(Inconsistent), DisableDiscoveryEnumeration = true)]
    public void Refuses_an_inconsistent_request_in_one_sentence(PrivacyPlanRequest request, string sentence)
    {
        string message = Should.Throw<ArgumentException>(() => PrivacyPlan.Solve(request)).Message;
        message.Split('\n')[0].ShouldContain(sentence);
    }

    [Fact]
    public void An_epsilon_that_any_noise_keeps_gives_the_weakest_noise_there_is() =>
        PrivacyPlan.Solve(Request with { Epsilon = 1e12, Delta = 1e-5, Rounds = 1 }).PrivacyParameter.ShouldBe(65_536);
}
