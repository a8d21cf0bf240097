using Dpsa.Federation;

namespace Dpsa.TorchSharp.Tests;

/// <summary>What clients say beside their reports is recorded where it makes no sense, and spoils nothing.</summary>
public sealed class RoundAnswersTests
{
    private static readonly Dictionary<string, double> Spoilt = new() { ["loss"] = 1e6 };

    [Fact]
    public async Task Nonsense_answers_are_listed_and_the_round_goes_on()
    {
        using CoordinatorBench bench = new();
        float before = bench.State[0];
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b", "c", "d");
        FitResult good = results[0];
        FitResult[] answers =
        [
            good,
            results[1] with { Model = new ModelId(0, "another"), Metrics = Spoilt },
            results[2] with { Metrics = new Dictionary<string, double> { ["loss"] = double.NaN } },
            results[3] with { SampleCount = -5, Metrics = Spoilt },
            good with { Metrics = Spoilt },
            good with { Client = "nobody", Metrics = Spoilt },
            null!,
        ];

        RoundSummary summary = await bench.Strategy.AggregateFitAsync(answers);

        summary.ReportCount.ShouldBe(4);
        summary.Metrics.ShouldBe(new Dictionary<string, double> { ["loss"] = 2 });
        summary.LeftOut.Select(l => (l.Client, l.Reason)).ShouldBe(
        [
            ("b", LeftOutReason.WrongModel), ("c", LeftOutReason.InvalidMetrics), ("d", LeftOutReason.InvalidSampleCount),
            ("a", LeftOutReason.DuplicateClient), ("nobody", LeftOutReason.UnknownClient), ("", LeftOutReason.Missing),
        ]);
        bench.State[0].ShouldBe(before + 0.5f, 1e-6);
    }

    [Fact]
    public async Task A_round_without_any_sensible_answer_still_moves_the_model()
    {
        using CoordinatorBench bench = new();
        float before = bench.State[0];
        await bench.RoundAsync(1, 0.5, "a", "b");
        RoundSummary summary = await bench.Strategy.AggregateFitAsync([null!]);
        summary.Metrics.ShouldBeEmpty();
        bench.State[0].ShouldBe(before + 0.5f, 1e-6);
    }

    [Fact]
    public async Task Evaluations_of_clients_that_were_not_asked_or_make_no_sense_are_listed()
    {
        using CoordinatorBench bench = new();
        Should.Throw<InvalidOperationException>(() => bench.Strategy.AggregateEvaluate([]));
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");
        await bench.Strategy.AggregateFitAsync(results);
        Should.Throw<InvalidOperationException>(() => bench.Strategy.AggregateEvaluate([]));

        bench.Strategy.ConfigureEvaluate(["a", "b"]).Clients.ShouldBe(["a", "b"]);
        EvaluationRound round = bench.Strategy.AggregateEvaluate(
            [new("a", 1, 0.5, 10), new("b", double.NaN, 0.5, 10), new("c", 1, 0.5, 10)]);

        round.Round.ShouldBe(1);
        round.Summary.ShouldBe(new EvaluateSummary(1, 0.5, 10));
        round.LeftOut.Select(l => l.Reason).ShouldBe([LeftOutReason.InvalidMetrics, LeftOutReason.UnknownClient]);
        bench.Strategy.AggregateEvaluate([new("b", double.NaN, 0.5, 10)]).Summary.ShouldBeNull();
    }
}
