namespace Dpsa.Federation.Tests;

public sealed class FedAvgTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 10).Select(i => $"client {i}")];

    [Fact]
    public void Takes_everyone_by_default() => new FedAvg().SelectForFit(1, Names).ShouldBe(Names);

    [Fact]
    public void Samples_a_fraction_without_repetition()
    {
        FedAvg strategy = new(new FedAvgOptions { FractionFit = 0.35 });
        HashSet<string> ever = [];
        for (int round = 1; round <= 200; round++)
        {
            IReadOnlyList<string> chosen = strategy.SelectForFit(round, Names);
            chosen.Count.ShouldBe(3);
            chosen.Distinct().Count().ShouldBe(3);
            ever.UnionWith(chosen);
        }

        // A client is never chosen in 200 rounds with probability 0.7^200 < 1e-30.
        ever.Count.ShouldBe(Names.Length);
    }

    [Fact]
    public void Refuses_too_few_clients() =>
        Should.Throw<InvalidOperationException>(() => new FedAvg(new FedAvgOptions { MinFitClients = 3 }).SelectForFit(4, Names[..2]))
            .Message.ShouldBe("Round 4 needs 3 clients; 2 are there.");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Refuses_fractions_outside_the_unit_interval(double fraction)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new FedAvg(new FedAvgOptions { FractionFit = fraction }));
        Should.Throw<ArgumentOutOfRangeException>(() => new FedAvg(new FedAvgOptions { FractionEvaluate = fraction }));
    }

    [Fact]
    public void Weighs_metrics_by_samples()
    {
        ParameterLayout layout = new([("w", [1])]);
        UploadReceipt receipt = new(ReportId.Random(), 0);
        FitResult[] results =
        [
            new("a", layout, receipt, 10, new Dictionary<string, double> { ["loss"] = 1, ["own"] = 5 }),
            new("b", layout, receipt, 30, new Dictionary<string, double> { ["loss"] = 2 }),
        ];
        new FedAvg().AggregateFitMetrics(results).ShouldBe(new Dictionary<string, double> { ["loss"] = 1.75 });
    }

    [Fact]
    public void Evaluations_of_clients_that_do_not_allow_them_do_not_count()
    {
        FedAvg strategy = new();
        EvaluateResult refused = new("a", double.PositiveInfinity, 0, 0);
        strategy.AggregateEvaluate([refused]).ShouldBeNull();
        strategy.AggregateEvaluate([refused, new("b", 0.5, 0.25, 10), new("c", 1.5, 0.75, 30)])
            .ShouldBe(new EvaluateSummary(1.25, 0.625, 40));
    }
}
