using Dpsa.Dap;

namespace Dpsa.Federation.Tests;

public sealed class UniformSamplingTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 10).Select(i => $"client {i}")];

    [Fact]
    public void Takes_everyone_by_default() => new UniformSampling().SelectForFit(1, Names).ShouldBe(Names);

    [Fact]
    public void Samples_a_fraction_without_repetition()
    {
        UniformSampling strategy = new(new UniformSamplingOptions { FractionFit = 0.35 });
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
        Should.Throw<TooFewClientsException>(() => new UniformSampling(new UniformSamplingOptions { MinFitClients = 3 }).SelectForFit(4, Names[..2]))
            .Message.ShouldBe("Round 4 needs 3 clients; 2 are there.");

    [Fact]
    public void A_name_that_is_there_twice_is_one_client()
    {
        UniformSampling strategy = new(new UniformSamplingOptions { FractionEvaluate = 1 });
        strategy.SelectForFit(1, ["a", "b", "a", "", null!, "b"]).ShouldBe(["a", "b"]);
        strategy.SelectForEvaluate(1, ["a", "b", "a", "", null!]).ShouldBe(["a", "b"]);
        Should.Throw<TooFewClientsException>(() => strategy.SelectForFit(1, ["a", "a", "a"]))
            .Message.ShouldBe("Round 1 needs 2 clients; 1 are there.");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Refuses_options_out_of_range_where_they_are_set(double fraction)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new UniformSamplingOptions { FractionFit = fraction }).Message.ShouldContain("FractionFit");
        Should.Throw<ArgumentOutOfRangeException>(() => new UniformSamplingOptions { FractionEvaluate = fraction })
            .Message.ShouldContain("FractionEvaluate");
        Should.Throw<ArgumentOutOfRangeException>(() => new UniformSamplingOptions { MinFitClients = 0 }).Message.ShouldContain("MinFitClients");
    }

    [Fact]
    public void Seed_and_round_decide_who_is_chosen()
    {
        UniformSampling strategy = Half(7);
        IReadOnlyList<string>[] rounds = [.. Enumerable.Range(1, 20).Select(r => strategy.SelectForFit(r, Names))];
        Enumerable.Range(1, 20).Select(r => Half(7).SelectForFit(r, Names)).ShouldBe(rounds);
        rounds.Select(r => string.Join(',', r)).Distinct().Count().ShouldBeGreaterThan(10);
        Enumerable.Range(1, 20).Select(r => Half(7).SelectForFit(r, [.. Names.Reverse()])).ShouldBe(rounds, "in whatever order they come");
        Enumerable.Range(1, 20).Select(r => Half(8).SelectForFit(r, Names)).ShouldNotBe(rounds);

        static UniformSampling Half(long seed) => new(new UniformSamplingOptions { FractionFit = 0.5, Seed = seed });
    }

    [Fact]
    public void A_seed_that_nobody_chose_is_saved_and_restored()
    {
        UniformSamplingOptions options = new() { FractionFit = 0.5 };
        UniformSampling first = new UniformSampling(options);
        UniformSampling second = new UniformSampling(options);
        second.RestoreState(first.SaveState());
        for (int round = 1; round <= 20; round++) second.SelectForFit(round, Names).ShouldBe(first.SelectForFit(round, Names));
        second.Description.ShouldBe(first.Description);
        Should.Throw<CheckpointException>(() => second.RestoreState(new byte[7]));
    }

    [Fact]
    public void Weighs_metrics_by_samples_over_the_clients_that_report_them()
    {
        FitResult[] results =
        [
            Answer("a", 10, ("loss", 1), ("own", 5)),
            Answer("b", 30, ("loss", 2)),
            Answer("c", 0, ("loss", 100)),
        ];
        new UniformSampling().AggregateFitMetrics(results)
            .ShouldBe(new Dictionary<string, double> { ["loss"] = 1.75, ["own"] = 5 }, ignoreOrder: true);
        new UniformSampling().AggregateFitMetrics([]).ShouldBeEmpty();
    }

    [Fact]
    public void Nonsense_of_one_client_leaves_the_averages_of_the_others()
    {
        FitResult[] honest = [Answer("a", 10, ("loss", 1)), Answer("b", 30, ("loss", 2))];
        foreach (FitResult nonsense in Nonsense())
        {
            new UniformSampling().AggregateFitMetrics([nonsense, .. honest]).ShouldBe(new Dictionary<string, double> { ["loss"] = 1.75 });
            new UniformSampling().AggregateFitMetrics([.. honest, nonsense]).ShouldBe(new Dictionary<string, double> { ["loss"] = 1.75 });
        }
    }

    [Fact]
    public void Sums_of_the_largest_numbers_of_samples_and_metrics_stay_finite()
    {
        FitResult[] results =
            [.. Enumerable.Range(0, 1000).Select(i => Answer($"{i}", AnswerScreen.MaxSampleCount, ("loss", AnswerScreen.MaxMetric)))];
        new UniformSampling().AggregateFitMetrics(results)["loss"].ShouldBe(AnswerScreen.MaxMetric, AnswerScreen.MaxMetric * 1e-9);
    }

    [Fact]
    public void Evaluations_of_clients_that_do_not_allow_them_do_not_count()
    {
        UniformSampling strategy = new();
        EvaluateResult refused = new("a", double.PositiveInfinity, 0, 0);
        strategy.AggregateEvaluate([]).ShouldBeNull();
        strategy.AggregateEvaluate([refused]).ShouldBeNull();
        strategy.AggregateEvaluate([refused, new("b", 0.5, 0.25, 10), new("c", 1.5, 0.75, 30)])
            .ShouldBe(new EvaluateSummary(1.25, 0.625, 40));
    }

    [Fact]
    public void Nonsense_evaluations_leave_the_averages_of_the_others()
    {
        EvaluateResult[] honest = [new("b", 0.5, 0.25, 10), new("c", 1.5, 0.75, 30)];
        foreach (EvaluateResult nonsense in new EvaluateResult[]
        {
            new("x", double.NaN, 0.5, 10), new("x", double.PositiveInfinity, 0.5, 10), new("x", 1e300, 0.5, 10),
            new("x", 1, double.NaN, 10), new("x", 1, 1.01, 10), new("x", 1, -0.01, 10),
            new("x", 1, 0.5, -10), new("x", 1, 0.5, long.MaxValue), new("x", 1, 0.5, long.MinValue), null!,
        })
        {
            new UniformSampling().AggregateEvaluate([nonsense, .. honest]).ShouldBe(new EvaluateSummary(1.25, 0.625, 40));
            new UniformSampling().AggregateEvaluate([nonsense]).ShouldBeNull();
        }
    }

    private static IEnumerable<FitResult> Nonsense()
    {
        yield return null!;
        yield return Answer("x", 10) with { Metrics = null! };
        foreach (double value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300 })
            yield return Answer("x", 10, ("loss", value));
        foreach (long count in new[] { -1, long.MinValue, long.MaxValue, AnswerScreen.MaxSampleCount + 1 })
            yield return Answer("x", count, ("loss", 1));
        yield return Answer("x", 10, [.. Enumerable.Range(0, AnswerScreen.MaxMetrics + 1).Select(i => ($"metric {i}", 1.0))]);
        yield return Answer("x", 10, (new string('x', AnswerScreen.MaxNameLength + 1), 1));
        yield return Answer("x", 10, ("loss\n", 1));
    }

    private static FitResult Answer(string client, long samples, params (string Name, double Value)[] metrics) =>
        new(
            client,
            new ModelId(1, "a5"),
            new UploadReceipt(ReportId.Random(), 0),
            samples,
            metrics.ToDictionary(m => m.Name, m => m.Value));
}
