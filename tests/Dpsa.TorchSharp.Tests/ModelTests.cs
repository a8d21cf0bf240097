using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Models as users write them, each over two whole rounds with noise and without.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_module_of_one_parameter_trains(bool noise) =>
        new SmallRound { Make = () => new Loose(ones(4)), Trained = ["w0"], Noise = noise }.RunAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_single_scalar_trains(bool noise) =>
        new SmallRound { Make = () => new Loose(tensor(0.5f)), Trained = ["w0"], Noise = noise }.RunAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Scalars_and_empty_parameters_train_beside_others(bool noise) => new SmallRound
    {
        Make = () => new Loose(tensor(0.5f), zeros(0, 3), ones(2), zeros(2, 0)),
        Trained = ["w0", "w1", "w2", "w3"],
        Noise = noise,
    }.RunAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Parameters_that_are_not_contiguous_train(bool noise) => new SmallRound
    {
        Make = () => new Loose(arange(6, dtype: ScalarType.Float32).reshape(2, 3).t(), ones(2)),
        Trained = ["w0", "w1"],
        Noise = noise,
    }.RunAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Frozen_parameters_keep_their_bits_also_within_a_layer(bool noise) => new SmallRound
    {
        Make = () =>
        {
            random.manual_seed(1);
            TwoLayers module = new();
            foreach ((string name, Parameter parameter) in module.named_parameters())
                parameter.requires_grad = name is "first.bias" or "second.weight";
            return module;
        },
        Trained = ["first.bias", "second.weight"],
        Noise = noise,
    }.RunAsync();

    [Theory]
    [InlineData(Tie.Layers, false)]
    [InlineData(Tie.Layers, true)]
    [InlineData(Tie.Weights, false)]
    [InlineData(Tie.Weights, true)]
    [InlineData(Tie.Memory, false)]
    [InlineData(Tie.Memory, true)]
    public Task Tied_weights_count_once_and_are_loaded_into_every_name(Tie tie, bool noise) => new SmallRound
    {
        Make = () => new Pair(tie),
        Trained = tie == Tie.Layers ? ["first.weight", "first.bias"] : ["first.weight", "first.bias", "second.bias"],
        Aliases = tie == Tie.Layers
            ? new() { ["second.weight"] = "first.weight", ["second.bias"] = "first.bias" }
            : new() { ["second.weight"] = "first.weight" },
        Noise = noise,
    }.RunAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Tied_weights_that_are_frozen_keep_their_bits(bool noise) => new SmallRound
    {
        Make = () =>
        {
            random.manual_seed(2);
            Pair module = new(Tie.Weights);
            module.parameters().First().requires_grad = false;
            return module;
        },
        Trained = ["first.bias", "second.bias"],
        Noise = noise,
    }.RunAsync();

    [Theory]
    [InlineData(ScalarType.Float64, 0, false)]
    [InlineData(ScalarType.Float64, 0, true)]
    [InlineData(ScalarType.Float16, 0.0005, false)] // half a unit of the 11th bit
    [InlineData(ScalarType.Float16, 0.0005, true)]
    [InlineData(ScalarType.BFloat16, 0.004, false)] // half a unit of the 8th bit
    [InlineData(ScalarType.BFloat16, 0.004, true)]
    public Task Other_floating_types_train_and_their_rounding_is_nobodys_update(ScalarType type, double epsilon, bool noise) =>
        new SmallRound
    {
        Make = () => new TwoLayers().to(type),
        Trained = ["first.weight", "first.bias", "second.weight", "second.bias"],
        Epsilon = epsilon,
        Noise = noise,
    }.RunAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Recurrent_layers_train(bool noise) => new SmallRound
    {
        Make = () => nn.LSTM(2, 1),
        Trained = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"],
        Noise = noise,
    }.RunAsync();

    [Fact]
    public async Task A_client_that_freezes_other_parameters_is_told_which()
    {
        using TwoLayers global = new();
        using TwoLayers own = new();
        own.state_dict()["second.bias"].requires_grad = false;
        string message = await RefusalAsync(global, own);
        message.ShouldContain("Client a's: nothing (d = 24). the coordinator's: second.bias[2] (d = 26)");
        message.ShouldContain("Frozen");
    }

    [Fact]
    public async Task A_client_that_ties_other_weights_is_told_which()
    {
        using Pair global = new(Tie.None);
        using Pair own = new(Tie.Weights);
        (await RefusalAsync(global, own)).ShouldContain("Client a's: nothing (d = 15). the coordinator's: second.weight[3,3] (d = 24)");
        (await RefusalAsync(own, global)).ShouldContain("Client a's: second.weight[3,3] (d = 24). the coordinator's: nothing (d = 15)");
    }

    [Fact]
    public async Task Freezing_during_training_is_refused_and_nothing_is_sent()
    {
        using TwoLayers global = new();
        using TwoLayers own = new();
        InProcessAggregators real = new();
        FakeAggregators aggregators = new(real);
        DpsaAggregationStrategy strategy = new(global, real.Coordinator, new DpsaStrategyOptions { Privacy = DpStrategy.None });
        await strategy.StartAsync();
        (_, FitInstruction instruction) = await strategy.ConfigureFitAsync(1, ["a", "b"]);
        DpsaFederatedTrainer trainer = DpsaFederatedTrainer.Create(
            "a",
            own,
            (module, _) =>
            {
                foreach (Parameter parameter in module.parameters().Take(3)) parameter.requires_grad = false;
                return new LocalTrainingResult(1, new Dictionary<string, double>());
            },
            aggregators.Leader, aggregators.Helper,
            Limits.Of(allowNoNoise: true));

        // What is left, second.bias[2], would broadcast over a vector of 26 if it had one element.
        LayoutMismatchException e = await Should.ThrowAsync<LayoutMismatchException>(() => trainer.FitAsync(instruction, strategy));
        e.Message.ShouldContain("Client a's after its training: nothing (d = 2)");
        aggregators.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public void A_model_too_large_for_Prio3_is_refused_at_construction_with_its_size_and_a_remedy()
    {
        using nn.Module<Tensor, Tensor> large = nn.Linear(11_000_000, 1, hasBias: false);
        string message = Should.Throw<ArgumentException>(() => Strategy(large, d => new FixedPointParameters(d, 16))).Message;
        message.ShouldContain("d = 11000000 and n = 16 would need about 2.82 GB for each report, all of it in the memory of its client");
        message.ShouldContain("PineParameters.ForBound(PineVariant.Pine64, 11000000, 1, 15)");
        Strategy(large, d => PineParameters.ForBound(PineVariant.Pine64, d, 1, 15)).Layout.Dimension.ShouldBe(11_000_000);
    }

    [Fact]
    public async Task A_client_refuses_a_function_too_large_to_exist_before_it_trains()
    {
        using nn.Module<Tensor, Tensor> large = nn.Linear(11_000_000, 1, hasBias: false);
        InProcessAggregators real = new();
        FakeAggregators aggregators = new(real) { Falsify = (_, p) => p with { Vdaf = new FixedPointParameters(11_000_000, 16) } };
        DpsaAggregationStrategy strategy = new(large, real.Coordinator, new DpsaStrategyOptions
        {
            Privacy = DpStrategy.None,
            Vdaf = d => PineParameters.ForBound(PineVariant.Pine64, d, 1, 15),
        });
        await strategy.StartAsync();
        (_, FitInstruction instruction) = await strategy.ConfigureFitAsync(1, ["a", "b"]);
        DpsaFederatedTrainer trainer = Untrained(large, aggregators.Leader, aggregators.Helper);

        TaskRefusedException e = await Should.ThrowAsync<TaskRefusedException>(() => trainer.FitAsync(instruction, strategy));
        e.Reason.ShouldBe(RefusalReason.ImpossibleFunction);
        e.Message.ShouldContain("about 2.82 GB for each report");
        e.Message.ShouldContain("PineVariant.Pine64");
    }

    [Fact]
    public void A_model_that_is_not_finite_is_refused_at_construction()
    {
        using Loose broken = new(ones(2), tensor([1f, float.NaN]));
        Should.Throw<ArgumentException>(() => Strategy(broken)).Message.ShouldContain("The module's w1 holds a value that is NaN");
        using Loose wide = new(tensor(1e300));
        Should.Throw<ArgumentException>(() => Strategy(wide)).Message.ShouldContain("w0 holds a value that is Infinity as float32");
    }

    private static DpsaAggregationStrategy Strategy(nn.Module module, Func<int, Vdaf.VdafParameters>? vdaf = null) =>
        new(module, new InProcessAggregators().Coordinator, new DpsaStrategyOptions
        {
            Privacy = DpStrategy.None,
            Vdaf = vdaf ?? (d => new FixedPointParameters(d, 16)),
        });

    private static DpsaFederatedTrainer Untrained(nn.Module module, ILeaderEndpoint leader, IAggregatorEndpoint helper) =>
        DpsaFederatedTrainer.Create(
            "a",
            module,
            (_, _) => throw new InvalidOperationException("trained"),
            leader,
            helper,
            Limits.Of(allowNoNoise: true));

    private static async Task<string> RefusalAsync(nn.Module global, nn.Module own)
    {
        InProcessAggregators aggregators = new();
        DpsaAggregationStrategy strategy = new(global, aggregators.Coordinator, new DpsaStrategyOptions { Privacy = DpStrategy.None });
        await strategy.StartAsync();
        (_, FitInstruction instruction) = await strategy.ConfigureFitAsync(1, ["a", "b"]);
        return (await Should.ThrowAsync<LayoutMismatchException>(() => Untrained(own, aggregators.Leader, aggregators.Helper).FitAsync(instruction, strategy))).Message;
    }
}
