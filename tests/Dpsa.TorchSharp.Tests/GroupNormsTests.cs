using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Dpsa.TorchSharp.Tests;

public sealed class GroupNormsTests
{
    [Fact]
    public void Replaces_the_layers_of_every_kind_of_container()
    {
        using Everything module = new();
        string[] names = [.. module.named_parameters().Select(p => p.name)];
        GroupNorms.Replace(module).ShouldBe(8);

        module.named_modules().Select(m => m.module).ShouldAllBe(m => !(m is BatchNorm));
        module.named_parameters().Select(p => p.name).ShouldBe(names);
        module.named_buffers().ShouldBeEmpty();
        using Tensor output = module.call(randn(3, 4, 2, 2));
        output.shape.ShouldBe([3L, 4]);
        ParameterVector.LayoutOf(module).Entries.Select(e => e.Name).ShouldBe(names);
        GroupNorms.Replace(module).ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(8, 4)]
    [InlineData(37, 1)]
    [InlineData(48, 24)]
    [InlineData(64, 32)]
    [InlineData(96, 32)]
    [InlineData(100, 25)]
    [InlineData(512, 32)]
    public void Groups_are_the_largest_divisor_up_to_32_that_leaves_two_channels(int channels, int groups)
    {
        using Module<Tensor, Tensor> module = Sequential(BatchNorm2d(channels));
        GroupNorms.Replace(module);
        using Tensor input = randn(2, channels, 3, 3);
        using Tensor output = module.call(input);
        Close(output, Plain(input, groups));
    }

    [Fact]
    public void Inputs_with_one_value_a_channel_are_normalised_over_all_channels()
    {
        using Module<Tensor, Tensor> module = Sequential(BatchNorm1d(8));
        GroupNorms.Replace(module);
        using Tensor input = randn(5, 8);
        using Tensor output = module.call(input);
        Close(output, Plain(input, 1));
        using Tensor longer = randn(5, 8, 6);
        using Tensor normalised = module.call(longer);
        Close(normalised, Plain(longer, 4));
        using Tensor map = randn(5, 8, 1, 1);
        using Tensor pooled = module.call(map);
        Close(pooled, Plain(map, 1));

        using Module<Tensor, Tensor> single = Sequential(BatchNorm1d(1));
        GroupNorms.Replace(single);
        Should.Throw<InvalidOperationException>(() => single.call(ones(2, 1))).Message.ShouldContain("always zero");
    }

    [Fact]
    public void The_affine_parameters_are_copied_with_type_and_freezing()
    {
        BatchNorm2d norm = BatchNorm2d(4, eps: 0.5);
        using (no_grad())
        {
            norm.weight.copy_(tensor([1f, 2, 3, 4]));
            norm.bias!.copy_(tensor([5f, 6, 7, 8]));
        }

        norm.weight.requires_grad = false;
        using Module<Tensor, Tensor> module = Sequential(("n", norm), ("m", BatchNorm2d(2, affine: false)));
        module.to(ScalarType.Float16);
        module.eval();
        GroupNorms.Replace(module).ShouldBe(2);

        Dictionary<string, Tensor> state = module.state_dict();
        state.Keys.ShouldBe(["n.weight", "n.bias"]);
        SmallRound.Snapshot(module)["n.weight"].ShouldBe([1, 2, 3, 4]);
        SmallRound.Snapshot(module)["n.bias"].ShouldBe([5, 6, 7, 8]);
        state["n.weight"].requires_grad.ShouldBeFalse();
        state["n.bias"].requires_grad.ShouldBeTrue();
        state["n.bias"].dtype.ShouldBe(ScalarType.Float16);
        module.named_modules().ShouldAllBe(m => !m.module.training);
        module.to(ScalarType.Float64);
        SmallRound.Snapshot(module)["n.bias"].ShouldBe([5, 6, 7, 8]);
        ParameterVector.LayoutOf(module).ToString().ShouldBe("n.bias[4] (d = 4)");
    }

    [Fact]
    public void One_layer_in_two_places_stays_one()
    {
        BatchNorm2d norm = BatchNorm2d(4);
        using Module<Tensor, Tensor> module = Sequential(("a", norm), ("b", ReLU()), ("c", norm));
        GroupNorms.Replace(module).ShouldBe(1);
        Module[] children = [.. module.children()];
        children[0].ShouldBeSameAs(children[2]);
    }

    [Fact]
    public void A_field_that_can_hold_nothing_else_is_named_and_nothing_is_changed()
    {
        using Module<Tensor, Tensor> module = Sequential(("first", BatchNorm2d(2)), ("second", new Narrow()));
        Should.Throw<ArgumentException>(() => GroupNorms.Replace(module)).Message
            .ShouldBe("norm of second is declared as BatchNorm2d and cannot hold a GroupNorm; declare it as Module<Tensor, Tensor>.");
        module.named_modules().Count(m => m.module is BatchNorm2d).ShouldBe(2);
        module.call(randn(2, 2, 3, 3)).Dispose();

        using Module<Tensor, Tensor> itself = BatchNorm1d(2);
        Should.Throw<ArgumentException>(() => GroupNorms.Replace(itself)).Message.ShouldContain("BatchNorm layer itself");
    }

    [Fact]
    public void Survives_the_dispose_scope_it_was_called_in()
    {
        using Normalised module = new();
        using (NewDisposeScope()) GroupNorms.Replace(module);
        using Tensor output = module.call(ones(2, 1, 4, 4));
        output.isfinite().all().item<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_replaced_model_trains(bool noise) => new SmallRound
    {
        Make = () =>
        {
            Normalised module = new();
            GroupNorms.Replace(module);
            return module;
        },
        Trained = ["conv.weight", "conv.bias", "norm.weight", "norm.bias"],
        Noise = noise,
    }.RunAsync();

    private static Tensor Plain(Tensor input, int groups)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor grouped = input.to(ScalarType.Float64).reshape(input.shape[0], groups, -1);
        Tensor centred = grouped - grouped.mean([2], keepdim: true);
        Tensor variance = (centred * centred).mean([2], keepdim: true);
        return (centred / (variance + 1e-5).sqrt()).reshape(input.shape).MoveToOuterDisposeScope();
    }

    private static void Close(Tensor actual, Tensor expected)
    {
        using (expected)
        using (Tensor distance = (actual.to(ScalarType.Float64) - expected).abs().max()) distance.item<double>().ShouldBeLessThan(1e-4);
    }

    private sealed class Narrow : Module<Tensor, Tensor>
    {
        private readonly BatchNorm2d norm = BatchNorm2d(2);

        public Narrow()
            : base(nameof(Narrow)) => RegisterComponents();

        public override Tensor forward(Tensor input) => norm.call(input);
    }

    private sealed class Everything : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> field = BatchNorm2d(4);
        private readonly Module<Tensor, Tensor> conv = Conv2d(4, 4, 1);
        private readonly Sequential sequence = Sequential(("a", BatchNorm2d(4)), ("b", Sequential(Conv2d(4, 4, 1), BatchNorm2d(4))));
        private readonly ModuleList<Module<Tensor, Tensor>> list =
            ModuleList<Module<Tensor, Tensor>>(BatchNorm2d(4), Conv2d(4, 4, 1), BatchNorm2d(4));

        private readonly ModuleDict<Module<Tensor, Tensor>> dict =
            ModuleDict<Module<Tensor, Tensor>>(("x", BatchNorm2d(4)), ("y", Conv2d(4, 4, 1)));

        private readonly Module<Tensor, Tensor>[] array;
        private readonly Module<Tensor, Tensor> last = BatchNorm1d(4);

        public Everything()
            : base(nameof(Everything))
        {
            array = [BatchNorm2d(4, track_running_stats: false), field];
            register_module("extra", array[0]);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            Tensor x = sequence.call(conv.call(field.call(input)));
            foreach (Module<Tensor, Tensor> layer in list) x = layer.call(x);
            foreach ((string name, Module<Tensor, Tensor> layer) in dict) x = dict[name].call(layer.call(x));
            foreach (Module<Tensor, Tensor> layer in array) x = layer.call(x);
            return last.call(x.mean([2, 3]));
        }
    }
}
