using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchProvider.Tests.Nn;

public sealed class ModuleTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void State_lists_parameters_depth_first_and_then_buffers()
    {
        using var model = new Model();
        model.state_dict().Keys.ShouldBe(
        [
            "scale", "features.conv.weight", "features.conv.bias", "features.bn.weight", "features.bn.bias", "fc.weight", "fc.bias",
            "extra_buf", "features.bn.running_mean", "features.bn.running_var", "features.bn.num_batches_tracked",
        ]);
    }

    [Fact]
    public void Modules_are_listed_children_first()
    {
        using var model = new Model();
        model.named_modules().Select(m => m.name).ShouldBe(["features", "fc", "features.conv", "features.bn"]);
        model.named_children().Select(m => m.name).ShouldBe(["features", "fc"]);
        model.get_parameter("features.conv.bias").ShouldNotBeNull().shape.ShouldBe([2]);
        model.has_parameter("features.conv.nothing").ShouldBeFalse();
        model.get_buffer("features.bn.running_var").ShouldNotBeNull();
    }

    [Fact]
    public void State_holds_the_live_parameters()
    {
        using var model = new Model();
        using (no_grad())
            model.state_dict()["fc.bias"].fill_(4);
        model.parameters().Last().ShouldHold([2], [4, 4]);
    }

    [Fact]
    public void Loading_state_copies()
    {
        using var source = new Model();
        using var target = new Model();
        (IList<string> missing, IList<string> unexpected) = target.load_state_dict(source.state_dict());
        missing.ShouldBeEmpty();
        unexpected.ShouldBeEmpty();
        foreach ((string key, Tensor value) in source.state_dict())
        {
            target.state_dict()[key].Equals(value).ShouldBeTrue(key);
            target.state_dict()[key].ShouldNotBeSameAs(value);
        }
    }

    [Fact]
    public void Loading_strictly_refuses_another_set_of_names()
    {
        using var model = new Model();
        Dictionary<string, Tensor> state = model.state_dict();
        state.Remove("scale");
        state["stranger"] = zeros(1);
        Should.Throw<InvalidOperationException>(() => model.load_state_dict(state)).Message
            .ShouldBe("The loaded state_dict is not identical to the target dictionary.");
        (IList<string> missing, IList<string> unexpected) = model.load_state_dict(state, strict: false);
        missing.ShouldBe(["scale"]);
        unexpected.ShouldBe(["stranger"]);
        model.load_state_dict(state, skip: ["scale", "stranger"]).missing_keys.ShouldBeEmpty();
    }

    [Fact]
    public void Loading_a_wrong_shape_throws()
    {
        using var model = new Model();
        Dictionary<string, Tensor> state = model.state_dict();
        state["fc.weight"] = zeros(3, 3);
        Should.Throw<ExternalException>(() => model.load_state_dict(state));
    }

    [Fact]
    public void Training_mode_reaches_every_module()
    {
        using var model = new Model();
        model.training.ShouldBeTrue();
        model.eval();
        model.modules().ShouldAllBe(m => !m.training);
        model.training.ShouldBeFalse();
        model.train();
        model.modules().ShouldAllBe(m => m.training);
    }

    [Fact]
    public void Clearing_gradients_sets_them_to_null()
    {
        using var layer = Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();
        layer.weight.grad!.ShouldHold([1, 2], [1, 1]);
        layer.zero_grad(set_to_none: false);
        layer.weight.grad!.ShouldHold([1, 2], [0, 0]);
        layer.zero_grad();
        layer.weight.grad.ShouldBeNull();
    }

    [Fact]
    public void Conversion_spares_integer_buffers()
    {
        using var model = new Model();
        model.to(ScalarType.Float64).ShouldBeSameAs(model);
        Dictionary<string, Tensor> state = model.state_dict();
        state["features.bn.num_batches_tracked"].dtype.ShouldBe(ScalarType.Int64);
        state.Where(e => !e.Key.EndsWith("tracked", StringComparison.Ordinal)).ShouldAllBe(e => e.Value.dtype == ScalarType.Float64);
        model.parameters().ShouldAllBe(p => p.requires_grad);
        model.call(zeros(1, 1, 3, 3, dtype: ScalarType.Float64)).dtype.ShouldBe(ScalarType.Float64);
    }

    [Fact]
    public void Modules_outlive_the_scope_they_were_made_in()
    {
        Module<Tensor, Tensor> model;
        using (NewDisposeScope())
            model = Sequential(Conv2d(1, 2, 3), BatchNorm2d(2));
        model.parameters().Count().ShouldBe(4);
        model.parameters().ShouldAllBe(p => !p.IsInvalid);
        model.buffers().Count().ShouldBe(3);
        model.buffers().ShouldAllBe(b => !b.IsInvalid);
        model.Dispose();
    }

    [Fact]
    public void Hooks_run_around_forward()
    {
        using var layer = Linear(1, 1, hasBias: false);
        using (no_grad())
            layer.weight.fill_(2);
        var before = layer.register_forward_pre_hook((_, x) => x + 1);
        var after = layer.register_forward_hook((_, _, y) => y * 10);
        layer.call(ones(1, 1)).ShouldHold([1, 1], [40]);
        before.remove();
        after.remove();
        layer.call(ones(1, 1)).ShouldHold([1, 1], [2]);
    }

    [Fact]
    public void Shared_parameters_are_listed_once()
    {
        using var model = new Tied();
        model.parameters().Count().ShouldBe(1);
        model.state_dict().Keys.ShouldBe(["first.weight"]);
    }

    private sealed class Model : Module<Tensor, Tensor>
    {
        private readonly Parameter scale = Parameter(ones(1));
        private readonly Features features = new();
        private readonly Module<Tensor, Tensor> fc = Linear(2, 2);
        private readonly Tensor extra_buf = zeros(3);

        public Model()
            : base(nameof(Model)) => RegisterComponents();

        public override Tensor forward(Tensor input) => fc.call(features.call(input).flatten(1)) * scale + extra_buf[0];
    }

    private sealed class Features : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> conv = Conv2d(1, 2, 3);
        private readonly Module<Tensor, Tensor> bn = BatchNorm2d(2);

        public Features()
            : base(nameof(Features))
        {
            RegisterComponents();
            eval();
        }

        public override Tensor forward(Tensor input) => bn.call(conv.call(input));
    }

    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(2, 2, hasBias: false);
        private readonly Linear second;

        public Tied()
            : base(nameof(Tied))
        {
            second = Linear(first.weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input));
    }
}
