using Dpsa.Dap;
using Dpsa.Federation;

namespace Dpsa.TorchSharp.Tests;

/// <summary>A call that fails or is cancelled can be repeated.</summary>
public sealed class StrategyFailureTests
{
    [Theory]
    [InlineData(nameof(IAggregatorManager.CreateSessionAsync))]
    [InlineData(nameof(IAggregatorManager.StartRoundAsync))]
    [InlineData(nameof(ICollector.CollectAsync))]
    [InlineData(nameof(IAggregatorManager.EndSessionAsync))]
    public async Task A_call_whose_connection_was_lost_can_be_repeated(string method)
    {
        using CoordinatorBench bench = new();
        float before = bench.State[0];
        int calls = 0;
        bench.Manager.Before = name =>
            name == method && ++calls == 1 ? Task.FromException(new IOException("The connection was lost.")) : Task.CompletedTask;

        await RepeatAsync(() => bench.Strategy.StartAsync(), fails: method == nameof(IAggregatorManager.CreateSessionAsync));
        await RepeatAsync(
            () => bench.Strategy.ConfigureFitAsync(1, ["a", "b"]), fails: method == nameof(IAggregatorManager.StartRoundAsync));
        (FitInstruction instruction, List<FitResult> results) = await bench.RoundAsync(2, 0.5, "a", "b");
        await RepeatAsync(() => bench.Strategy.AggregateFitAsync(results), fails: method == nameof(ICollector.CollectAsync));
        bench.State[0].ShouldBe(before + 0.5f, 1e-6);
        TaskId task = instruction.Task;
        await bench.Aggregators.Leader.GetTaskParametersAsync(task, default);
        await RepeatAsync(() => bench.Strategy.EndAsync(), fails: method == nameof(IAggregatorManager.EndSessionAsync));
        await Should.ThrowAsync<AggregationException>(() => bench.Aggregators.Leader.GetTaskParametersAsync(task, default));
        await Should.ThrowAsync<InvalidOperationException>(() => bench.Strategy.ConfigureFitAsync(3, ["a", "b"]));

        static async Task RepeatAsync(Func<Task> call, bool fails)
        {
            if (fails) await Should.ThrowAsync<IOException>(call);
            await call();
        }
    }

    [Fact]
    public async Task A_cancelled_call_changes_nothing()
    {
        using CoordinatorBench bench = new();
        CancellationToken cancelled = new(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(() => bench.Strategy.StartAsync(cancelled));
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");
        float[] before = bench.State;

        await Should.ThrowAsync<OperationCanceledException>(() => bench.Strategy.ConfigureFitAsync(2, ["a", "b"], cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => bench.Strategy.AggregateFitAsync(results, cancelled));
        bench.State.ShouldBe(before);

        (await bench.Strategy.AggregateFitAsync(results)).ReportCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrapped_strategy_that_throws_leaves_the_round_to_be_repeated()
    {
        ThrowingStrategy inner = new() { Throws = true };
        using CoordinatorBench bench = new(inner: inner);
        float[] before = bench.State;
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");
        await Should.ThrowAsync<FormatException>(() => bench.Strategy.AggregateFitAsync(results));
        bench.State.ShouldBe(before);

        inner.Throws = false;
        await bench.Strategy.AggregateFitAsync(results);
        bench.State[0].ShouldBe(before[0] + 0.5f, 1e-6);
    }

    [Fact]
    public async Task Calls_at_once_are_refused_and_the_round_is_applied_once()
    {
        using CoordinatorBench bench = new();
        float before = bench.State[0];
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");
        TaskCompletionSource go = new();
        bench.Manager.Before = _ => go.Task;
        Task<RoundSummary> first = bench.Strategy.AggregateFitAsync(results);
        TimeSpan patience = TimeSpan.FromSeconds(30);

        await Should.ThrowAsync<InvalidOperationException>(() => bench.Strategy.AggregateFitAsync(results).WaitAsync(patience));
        await Should.ThrowAsync<InvalidOperationException>(() => bench.Strategy.ConfigureFitAsync(2, ["a", "b"]).WaitAsync(patience));
        await Should.ThrowAsync<InvalidOperationException>(() => bench.Strategy.EndAsync().WaitAsync(patience));
        go.SetResult();
        await first;

        bench.State[0].ShouldBe(before + 0.5f, 1e-6);
        await bench.Strategy.EndAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_sum_of_fewer_reports_than_agreed_is_not_used(long count)
    {
        using CoordinatorBench bench = new();
        float[] before = bench.State;
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");
        bench.Manager.Falsify = collection => collection with { ReportCount = count };

        AggregationException e = await Should.ThrowAsync<AggregationException>(() => bench.Strategy.AggregateFitAsync(results));
        e.Error.ShouldBe(AggregationError.InvalidBatchSize);
        bench.State.ShouldBe(before);
    }

    private sealed class ThrowingStrategy : IStrategy
    {
        private readonly UniformSampling _real = new();

        public bool Throws { get; set; }

        public string Description => nameof(ThrowingStrategy);

        public IReadOnlyList<string> SelectForFit(int round, IReadOnlyList<string> available) => _real.SelectForFit(round, available);

        public IReadOnlyList<string> SelectForEvaluate(int round, IReadOnlyList<string> available) =>
            _real.SelectForEvaluate(round, available);

        public IReadOnlyDictionary<string, double> AggregateFitMetrics(IReadOnlyList<FitResult> results) =>
            Throws ? throw new FormatException() : _real.AggregateFitMetrics(results);

        public EvaluateSummary? AggregateEvaluate(IReadOnlyList<EvaluateResult> results) => _real.AggregateEvaluate(results);

        public byte[] SaveState() => _real.SaveState();

        public void RestoreState(ReadOnlyMemory<byte> state) => _real.RestoreState(state);
    }
}
