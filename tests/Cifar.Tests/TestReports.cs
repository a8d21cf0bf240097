using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar.Tests;

/// <summary>Reports with invented figures.</summary>
internal static class TestReports
{
    public static RunReport Make(int rounds)
    {
        RoundReport[] all = [.. Enumerable.Range(1, rounds).Select(MakeRound)];
        return new RunReport
        {
            StartedAt = new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            Outcome = RunOutcome.Completed,
            Options = CifarOptions.Reference,
            Data = new DataReport(DataSet.Cifar10, "somewhere", 50_000, 10_000),
            Machine = MachineFacts.Collect(),
            Dimension = 62_006,
            FractionalBits = 15,
            Initial = new Evaluation(2.303, 0.1),
            Rounds = all,
            Totals = RunTotals.Of(all, TimeSpan.FromSeconds(60)),
            Privacy = PrivacyReport.Of(PrivacySpent.Nothing.Add(DpStrategy.None), CifarOptions.ReferenceNoNoise, 62_006),
        };
    }

    /// <summary>The same after that many rounds of noise.</summary>
    public static RunReport MakeNoised(int rounds, Rational parameter) => Make(rounds) with
    {
        Privacy = PrivacyReport.Of(Spent(rounds, parameter), CifarOptions.Reference with { PrivacyParameter = parameter }, 62_006),
    };

    /// <summary>A client's account after rounds of the example's network in 16 bits.</summary>
    public static PrivacySpent Spent(int rounds, Rational parameter) => Enumerable
        .Repeat(new RoundPrivacy(DpStrategy.FromPrivacyParameter(parameter), 62_006, 65_536), rounds)
        .Aggregate(PrivacySpent.Nothing, (spent, round) => spent.Add(round));

    private static RoundReport MakeRound(int round) => new()
    {
        Round = round,
        Test = new Evaluation(2.3 / round, 1 - (0.9 / round)),
        TrainLoss = round == 1 ? null : 1.5,
        Samples = 1000,
        Reports = 2,
        Rejected = round - 1,
        FailedClients = round == 2 ? ["client 1: diverged"] : [],
        BytesSent = 63_741_632,
        BytesBetweenAggregators = 200_000,
        StepNorm = 1.25,
        Seconds = new PhaseSeconds(1, 2, 3, 4, 5),
        WallSeconds = 9,
    };
}
