using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public sealed class RunningStatisticsTests
{
    private static readonly string[] Parameters = ["conv.weight", "conv.bias", "norm.weight", "norm.bias"];
    private static readonly string[] Statistics = ["norm.running_mean", "norm.running_var"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Included_statistics_are_summed_like_parameters_and_kept_valid(bool noise) => new SmallRound
    {
        Make = () => new Normalised(),
        Trained = [.. Parameters, .. Statistics],
        Noise = noise,
        Buffers = BufferPolicy.Include,
        Floor = name => name == "norm.running_var" ? 0 : double.NegativeInfinity,

        // Variances of 1 that fall by 0.7 a round: below zero after the second.
        Train = (module, _) =>
        {
            foreach (string name in Statistics) module.state_dict()[name].sub_(0.7f);
        },
    }.RunAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Kept_statistics_never_leave_their_party(bool noise) => new SmallRound
    {
        Make = () => new Normalised(),
        Trained = Parameters,
        Local = [.. Statistics, "norm.num_batches_tracked"],
        Noise = noise,
        Buffers = BufferPolicy.KeepLocal,
        Train = (module, client) =>
        {
            Pass(module);
            foreach (Tensor parameter in module.parameters()) parameter.add_(0.1f);
        },
    }.RunAsync();

    [Fact]
    public async Task Noise_far_above_the_statistics_never_makes_the_model_evaluate_to_NaN()
    {
        InProcessAggregators aggregators = new();
        using nn.Module<Tensor, Tensor> global = Wide();
        DpsaAggregationStrategy strategy = new(global, aggregators.Coordinator, new DpsaStrategyOptions
        {
            Privacy = DpStrategy.FromPrivacyParameter(1), // deviation sqrt(8) / 2 = 1.4 on variances of 1
            Buffers = BufferPolicy.Include,
        });
        await strategy.StartAsync();
        using nn.Module<Tensor, Tensor> own = Wide();
        int negative = 0;
        for (int round = 1; round <= 3; round++)
        {
            (IReadOnlyList<string> names, FitInstruction instruction) = await strategy.ConfigureFitAsync(round, ["a", "b"]);
            List<FitResult> results = [];
            foreach (string name in names)
            {
                DpsaFederatedTrainer trainer = DpsaFederatedTrainer.Create(
                    name,
                    own,
                    (module, _) =>
                    {
                        own.call(randn(2, 1, 4, 4)).Dispose();
                        return new LocalTrainingResult(1, new Dictionary<string, double>());
                    },
                    aggregators.Leader, aggregators.Helper,
                    Limits.Of(perRound: 1, buffers: BufferPolicy.Include));
                results.Add(await trainer.FitAsync(instruction, strategy));
            }

            await strategy.AggregateFitAsync(results);
            double[] variances = SmallRound.Snapshot(global)["norm.running_var"];
            variances.ShouldAllBe(v => v >= 0 && double.IsFinite(v));
            negative += variances.Count(v => v == 0);
            global.eval();
            using Tensor output = global.call(ones(1, 1, 4, 4));
            output.isfinite().all().item<bool>().ShouldBeTrue();
        }

        // In the first round alone 64 variances of 1 (clipping lets data move one by a tenth) each fall below zero with probability
        // above 0.2: none does with probability below 1e-6.
        negative.ShouldBeGreaterThan(0);

        static nn.Module<Tensor, Tensor> Wide() => nn.Sequential(("conv", nn.Conv2d(1, 64, 3)), ("norm", nn.BatchNorm2d(64)));
    }

    [Fact]
    public void A_vector_with_negative_variances_is_loaded_with_zeros()
    {
        using Normalised module = new();
        ParameterLayout layout = ParameterVector.LayoutOf(module, BufferPolicy.Include);
        float[] vector = [.. Enumerable.Repeat(-2f, layout.Dimension)];
        ParameterVector.LoadValues(module, layout, vector, BufferPolicy.Include);
        SmallRound.Snapshot(module)["norm.running_var"].ShouldBe([0, 0]);
        SmallRound.Snapshot(module)["norm.running_mean"].ShouldBe([-2, -2]);
    }

    [Fact]
    public void A_parameter_of_that_name_is_not_touched()
    {
        using Loose module = new(ones(2));
        module.register_parameter("running_var", new global::TorchSharp.Modules.Parameter(ones(1)));
        ParameterVector.LoadValues(module, ParameterVector.LayoutOf(module), new float[] { 1, 2, -3 });
        ParameterVectorTests.Flat(module).ShouldBe([1, 2, -3]);
    }

    [Fact]
    public void The_coordinators_module_refuses_to_evaluate_with_statistics_that_saw_no_data()
    {
        using nn.Module<Tensor, Tensor> global = nn.Sequential(("net", new Normalised()), ("activation", nn.ReLU()));
        DpsaStrategyOptions options = new() { Privacy = DpStrategy.None, Buffers = BufferPolicy.KeepLocal };
        _ = new DpsaAggregationStrategy(global, new InProcessAggregators().Coordinator, options);
        global.eval();
        using Tensor input = ones(2, 1, 4, 4);
        string message = Should.Throw<InvalidOperationException>(() => global.call(input)).Message;
        message.ShouldContain("running statistics of net.norm have seen no data");
        message.ShouldContain("GroupNorms.Replace(module)");

        // Statistics of data, wherever they come from, are as good as any.
        global.train();
        global.call(input).Dispose();
        global.eval();
        global.call(input).Dispose();
    }

    [Fact]
    public async Task A_client_evaluates_with_statistics_of_its_own_once_it_has_trained()
    {
        using Normalised own = new();
        ParameterLayout layout = ParameterVector.LayoutOf(own, BufferPolicy.KeepLocal);
        TestModels models = new();
        FitInstruction instruction = new(1, TaskId.Random(), models.Add(layout, new float[layout.Dimension]), 1, new Dictionary<string, string>());
        DpsaFederatedTrainer trainer = DpsaFederatedTrainer.Create(
            "a", own, (_, _) => throw new InvalidOperationException(), new InProcessAggregators().Leader, new InProcessAggregators().Helper,
            Limits.Of(allowEvaluate: true, buffers: BufferPolicy.KeepLocal),
            (_, _) => new LocalEvaluationResult(1, 0.5, 3));
        InvalidOperationException e = await Should.ThrowAsync<InvalidOperationException>(() => trainer.EvaluateAsync(instruction, models));
        e.Message.ShouldContain("running statistics of norm have seen no data");
        Pass(own);
        (await trainer.EvaluateAsync(instruction, models)).SampleCount.ShouldBe(3);
    }

    [Fact]
    public void Refusal_of_statistics_advises_GroupNorm()
    {
        using Normalised module = new();
        Should.Throw<ArgumentException>(() => ParameterVector.LayoutOf(module)).Message
            .ShouldContain("BatchNorm is better replaced: GroupNorms.Replace(module).");
    }

    private static void Pass(nn.Module module)
    {
        using Tensor input = arange(32, dtype: ScalarType.Float32).reshape(2, 1, 4, 4);
        ((Normalised)module).call(input).Dispose();
    }
}
