using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Dpsa.TorchSharp.Tests;

public sealed class ComponentRegistrationTests
{
    [Fact]
    public void A_module_that_never_registers_its_layers_is_refused_with_their_names()
    {
        using Forgetful module = new(Forget.All);
        Refusal(module).ShouldBe(
            "Forgetful does not register layer, Scale: call RegisterComponents() at the end of the constructor, keep several layers in a "
            + "Sequential or a ModuleList, and freeze what is not to be trained (requires_grad = false).");
    }

    [Fact]
    public void A_layer_that_is_set_after_the_registration_is_refused()
    {
        using Forgetful module = new(Forget.Late);
        Refusal(module).ShouldStartWith("Forgetful does not register layer:");
    }

    [Fact]
    public void A_layer_within_a_layer_is_named_by_its_path()
    {
        using Module module = Sequential(("head", new Forgetful(Forget.Late)), ("tail", Linear(1, 1)));
        Refusal(module).ShouldContain("does not register head.layer:");
    }

    [Theory]
    [InlineData(Forget.Array)]
    [InlineData(Forget.Dictionary)]
    public void Layers_in_a_plain_collection_are_refused(Forget forget)
    {
        using Forgetful module = new(forget);
        Refusal(module).ShouldStartWith("Forgetful does not register several, several:");
    }

    [Fact]
    public void Held_layers_that_are_frozen_or_registered_elsewhere_are_no_mistake()
    {
        using Forgetful module = new(Forget.Array);
        foreach (Module<Tensor, Tensor> teacher in (Module<Tensor, Tensor>[])module.several!)
            foreach (Parameter parameter in teacher.parameters()) parameter.requires_grad = false;
        ParameterVector.LayoutOf(module).Dimension.ShouldBe(4);

        using Forgetful shared = new(Forget.Nothing);
        shared.several = new[] { shared.layer };
        ParameterVector.LayoutOf(shared).Dimension.ShouldBe(4);
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.Float64)]
    public void A_module_that_was_converted_is_still_registered(ScalarType type)
    {
        using Forgetful module = new(Forget.Nothing);
        module.to(type);
        ParameterVector.LayoutOf(module).Dimension.ShouldBe(4);
    }

    private static string Refusal(Module module) => Should.Throw<ArgumentException>(() => ParameterVector.LayoutOf(module)).Message;

    public enum Forget
    {
        Nothing,
        All,
        Late,
        Array,
        Dictionary,
    }

    private sealed class Forgetful : Module<Tensor, Tensor>
    {
        public Module<Tensor, Tensor>? layer;
        public object? several;

        public Forgetful(Forget forget)
            : base(nameof(Forgetful))
        {
            Scale = Parameter(ones(1));
            if (forget != Forget.Late) layer = Linear(2, 1);
            if (forget == Forget.Array) several = new[] { Linear(1, 1), Linear(2, 2) };
            if (forget == Forget.Dictionary)
                several = new Dictionary<string, Module> { ["a"] = Linear(1, 1), ["b"] = ReLU(), ["c"] = Linear(2, 2) };
            if (forget != Forget.All) RegisterComponents();
            layer ??= Linear(2, 1);
        }

        public Parameter Scale { get; }

        public override Tensor forward(Tensor input) => layer!.call(input) * Scale;
    }
}
