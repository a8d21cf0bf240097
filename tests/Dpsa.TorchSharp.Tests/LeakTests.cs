using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Counts tensors of the whole process: runs beside no other test.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
[Collection(nameof(LeakTests))]
public sealed class LeakTests : IDisposable
{
    private readonly InProcessAggregators _aggregators = new();
    private readonly Normalised _global = new();
    private readonly Normalised _own = new();

    public void Dispose()
    {
        _global.Dispose();
        _own.Dispose();
    }

    [Theory]
    [InlineData(BufferPolicy.Include)]
    [InlineData(BufferPolicy.KeepLocal)]
    public void Converting_a_module_leaves_no_tensors_behind(BufferPolicy buffers)
    {
        ParameterLayout layout = ParameterVector.LayoutOf(_own, buffers);
        TensorCount.ShouldNotLeak(() =>
        {
            using Tensor flat = ParameterVector.Flatten(_own, buffers);
            ParameterVector.Load(_own, layout, flat, buffers);
            ParameterVector.LoadValues(_own, layout, new float[layout.Dimension], buffers);
        });
    }

    [Fact]
    public void Refusing_a_module_or_a_vector_leaves_no_tensors_behind()
    {
        ParameterLayout layout = ParameterVector.LayoutOf(_own, BufferPolicy.Include);
        using Loose narrow = new(ones(1), ones(1, dtype: ScalarType.Float16));
        using Loose broken = new(ones(1), tensor([float.NaN]));
        Normalised inference;
        using (inference_mode()) inference = new Normalised();
        using (inference)
        {
            TensorCount.ShouldNotLeak(() =>
            {
                Should.Throw<ArgumentException>(() => ParameterVector.Flatten(_own));
                Should.Throw<ArgumentException>(() => ParameterVector.Flatten(inference, BufferPolicy.Include));
                Should.Throw<ArgumentException>(() => ParameterVector.LoadValues(_own, layout, new float[1], BufferPolicy.Include));
                Should.Throw<LayoutMismatchException>(() => ParameterVector.LoadValues(narrow, layout, new float[layout.Dimension]));
                ParameterLayout own = ParameterVector.LayoutOf(narrow);
                Should.Throw<ArgumentException>(() => ParameterVector.LoadValues(narrow, own, new float[] { 0, 1e6f }));
                Should.Throw<ArgumentException>(() => Strategy(broken));
                Should.Throw<ArgumentException>(() => Strategy(inference));
            });
        }
    }

    [Fact]
    public void Replacing_a_layer_disposes_it()
    {
        Tensor[] replaced = [.. _own.state_dict().Where(e => e.Key.StartsWith("norm.", StringComparison.Ordinal)).Select(e => e.Value)];
        GroupNorms.Replace(_own);
        replaced.Length.ShouldBe(5);
        replaced.ShouldAllBe(t => t.IsInvalid);
    }

    [Fact]
    public async Task A_whole_round_leaves_no_tensors_behind()
    {
        DpsaAggregationStrategy strategy = Strategy(_global);
        await strategy.StartAsync();
        await RoundAsync(strategy, 1, Step(0.1f)); // the first round may create statics
        long before = Settled();
        for (int round = 2; round <= 4; round++) await RoundAsync(strategy, round, Step(0.1f));
        Tensor.TotalCount.ShouldBe(before);
    }

    [Fact]
    public async Task Rounds_that_fail_leave_no_tensors_behind()
    {
        DpsaAggregationStrategy strategy = Strategy(_global);
        await strategy.StartAsync();
        await RoundAsync(strategy, 1, Step(0.1f));
        long before = Settled();
        await Should.ThrowAsync<NonFiniteUpdateException>(() => RoundAsync(strategy, 2, Step(float.NaN)));
        await Should.ThrowAsync<IOException>(() => RoundAsync(strategy, 3, _ =>
        {
            Step(0.1f)(_own);
            throw new IOException();
        }));
        Action<nn.Module> freeze = module => module.parameters().First().requires_grad = false;
        await Should.ThrowAsync<LayoutMismatchException>(() => RoundAsync(strategy, 4, freeze));
        _own.parameters().First().requires_grad = true;
        (_, FitInstruction instruction) = await strategy.ConfigureFitAsync(5, ["a", "b"]);
        await Should.ThrowAsync<AggregationException>(() => strategy.AggregateFitAsync([]));
        float[] broken = [.. Enumerable.Repeat(float.NaN, strategy.Layout.Dimension)];
        TestModels models = new();
        FitInstruction diverged = instruction with { Model = models.Add(strategy.Layout, broken) };
        await Should.ThrowAsync<TaskRefusedException>(() => Trainer(Step(0)).FitAsync(diverged, models));
        Tensor.TotalCount.ShouldBe(before);
    }

    private static long Settled()
    {
        // What other tests left to the garbage collector does not count.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    private static Action<nn.Module> Step(float step) => module =>
    {
        using IDisposable grad = no_grad();
        foreach (Tensor parameter in module.parameters()) parameter.add_(step);
        Tensor forgotten = ones(3); // of the round's own scope
        forgotten.add_(1);
    };

    private DpsaAggregationStrategy Strategy(nn.Module module) => new(module, _aggregators.Coordinator, new DpsaStrategyOptions
    {
        Privacy = DpStrategy.FromPrivacyParameter(100),
        Buffers = BufferPolicy.Include,
    });

    private DpsaFederatedTrainer Trainer(Action<nn.Module> train) => DpsaFederatedTrainer.Create(
        "a",
        _own,
        (module, _) =>
        {
            train(module);
            return new LocalTrainingResult(1, new Dictionary<string, double>());
        },
        _aggregators.Leader, _aggregators.Helper,
        Limits.Of(perRound: 100, buffers: BufferPolicy.Include));

    private async Task RoundAsync(DpsaAggregationStrategy strategy, int round, Action<nn.Module> train)
    {
        (IReadOnlyList<string> names, FitInstruction instruction) = await strategy.ConfigureFitAsync(round, ["a", "b"]);
        List<FitResult> results = [];
        foreach (string name in names) results.Add(await Trainer(train).FitAsync(instruction, strategy) with { Client = name });
        await strategy.AggregateFitAsync(results);
    }
}
