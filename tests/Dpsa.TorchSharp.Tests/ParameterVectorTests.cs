using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public sealed class ParameterVectorTests
{
    [Fact]
    public void Layout_has_the_order_of_the_state_dict()
    {
        using TwoLayers module = new();
        ParameterLayout layout = ParameterVector.LayoutOf(module);
        layout.ToString().ShouldBe("first.weight[3,5] first.bias[3] second.weight[2,3] second.bias[2] (d = 26)");
    }

    [Fact]
    public void Flattening_concatenates_the_values_row_by_row()
    {
        using TwoLayers module = new();
        float[] expected = [.. module.state_dict().Values.SelectMany(Values)];
        using Tensor flat = ParameterVector.Flatten(module);
        flat.shape.ShouldBe([26L]);
        flat.dtype.ShouldBe(ScalarType.Float32);
        flat.requires_grad.ShouldBeFalse();
        Values(flat).ShouldBe(expected);
    }

    [Fact]
    public void Round_trip_is_exact_and_leaves_the_module_trainable()
    {
        using TwoLayers source = new();
        using TwoLayers target = new();
        using Tensor flat = ParameterVector.Flatten(source);
        ParameterVector.Load(target, ParameterVector.LayoutOf(source), flat);
        foreach ((string name, Tensor tensor) in target.state_dict())
        {
            Values(tensor).ShouldBe(Values(source.state_dict()[name]));
            tensor.requires_grad.ShouldBeTrue();
        }

        float[] memory = Values(flat);
        memory[0] = 42;
        ParameterVector.LoadValues(target, ParameterVector.LayoutOf(source), memory);
        Values(target.state_dict()["first.weight"])[0].ShouldBe(42);
    }

    [Fact]
    public void Half_precision_survives_the_round_trip()
    {
        using TwoLayers module = new();
        module.to(ScalarType.Float16);
        using Tensor flat = ParameterVector.Flatten(module);
        using Tensor changed = flat * 2;
        ParameterVector.Load(module, ParameterVector.LayoutOf(module), changed);
        using Tensor again = ParameterVector.Flatten(module);
        Values(again).ShouldBe(Values(changed));
        module.state_dict()["first.weight"].dtype.ShouldBe(ScalarType.Float16);
    }

    [Fact]
    public void Float_buffers_need_a_choice()
    {
        using Normalised module = new();
        ArgumentException e = Should.Throw<ArgumentException>(() => ParameterVector.LayoutOf(module));
        e.Message.ShouldContain("norm.running_mean, norm.running_var");

        ParameterVector.LayoutOf(module, BufferPolicy.KeepLocal).Entries.Select(x => x.Name)
            .ShouldBe(["conv.weight", "conv.bias", "norm.weight", "norm.bias"]);
        ParameterVector.LayoutOf(module, BufferPolicy.Include).Entries.Select(x => x.Name)
            .ShouldBe(["conv.weight", "conv.bias", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"]);
    }

    [Fact]
    public void Kept_buffers_stay_as_they_are()
    {
        using Normalised module = new();
        ParameterLayout layout = ParameterVector.LayoutOf(module, BufferPolicy.KeepLocal);
        ParameterVector.LoadValues(module, layout, new float[layout.Dimension], BufferPolicy.KeepLocal);
        Values(module.state_dict()["norm.running_var"]).ShouldBe([1, 1]);
        Values(module.state_dict()["norm.weight"]).ShouldBe([0, 0]);
    }

    [Fact]
    public void Buffers_of_double_precision_are_carried_or_kept()
    {
        using WithDoubleBuffer module = new();
        ParameterVector.LayoutOf(module, BufferPolicy.KeepLocal).ToString().ShouldBe("layer.weight[1,2] layer.bias[1] (d = 3)");
        ParameterVector.LayoutOf(module, BufferPolicy.Include).ToString().ShouldBe("layer.weight[1,2] layer.bias[1] statistics[3] (d = 6)");
    }

    [Fact]
    public void A_vector_is_a_copy_also_of_a_single_parameter()
    {
        using Loose module = new(ones(3));
        using Tensor flat = ParameterVector.Flatten(module);
        using (no_grad()) module.parameters().First().add_(1);
        Values(flat).ShouldBe([1, 1, 1]);

        float[] memory = [5, 6, 7];
        ParameterVector.LoadValues(module, ParameterVector.LayoutOf(module), memory);
        memory[0] = 0;
        Flat(module).ShouldBe([5, 6, 7]);
    }

    [Fact]
    public void Flattening_does_not_disturb_a_backward_pass_under_way()
    {
        using TwoLayers module = new();
        using Tensor loss = module.call(ones(1, 5)).pow(2).sum();
        ParameterVector.Flatten(module).Dispose();
        loss.backward();
        module.parameters().First().grad.ShouldNotBeNull();
    }

    [Fact]
    public void Complex_parameters_are_refused_by_name()
    {
        using Loose module = new(ones(2), ones(2, dtype: ScalarType.ComplexFloat32));
        Refusal(module).ShouldContain("w1 is ComplexFloat32");
    }

    [Fact]
    public void Integer_parameters_stay_out()
    {
        using Loose module = new(ones(2), ones(2, dtype: ScalarType.Int64));
        ParameterVector.LayoutOf(module).ToString().ShouldBe("w0[2] (d = 2)");
    }

    [Fact]
    public void A_module_with_nothing_to_train_is_refused_in_one_sentence()
    {
        using Loose frozen = new(ones(2), ones(3));
        foreach (Tensor parameter in frozen.parameters()) parameter.requires_grad = false;
        Refusal(frozen).ShouldContain("All parameters of the module are frozen (requires_grad == false)");
        using Loose nothing = new(zeros(0, 3));
        Refusal(nothing).ShouldContain("no elements (w0)");
        using nn.Module<Tensor, Tensor> stateless = nn.ReLU();
        Refusal(stateless).ShouldContain("no floating-point state");
    }

    [Fact]
    public void Tensors_that_share_memory_in_part_are_refused_by_name()
    {
        using Pair transposed = new(Tie.Transposed);
        Refusal(transposed).ShouldContain("second.weight and first.weight share memory");
        using Tensor memory = ones(10);
        using Loose overlapping = new(memory.narrow(0, 0, 5), memory.narrow(0, 4, 3));
        Refusal(overlapping).ShouldContain("w1 and w0 share memory");
        using Loose expanded = new(ones(1).expand(3));
        Refusal(expanded).ShouldContain("w0 is an expanded tensor");

        using Loose apart = new(memory.narrow(0, 0, 4), memory.narrow(0, 4, 6));
        ParameterVector.LoadValues(apart, ParameterVector.LayoutOf(apart), Enumerable.Range(0, 10).Select(i => (float)i).ToArray());
        Values(memory).ShouldBe(Enumerable.Range(0, 10).Select(i => (float)i));
    }

    [Fact]
    public void A_module_made_under_inference_mode_is_refused_in_one_sentence()
    {
        TwoLayers module;
        using (inference_mode()) module = new TwoLayers();
        using (module) Refusal(module).ShouldContain("first.weight was made under inference mode");
    }

    [Fact]
    public void A_module_may_be_looked_at_under_inference_mode()
    {
        using TwoLayers module = new();
        float[] before = Flat(module);
        using (inference_mode())
        {
            ParameterVector.LayoutOf(module).Dimension.ShouldBe(26);
            Flat(module).ShouldBe(before);
        }
    }

    [Fact]
    public void A_value_beyond_the_range_of_its_entry_is_refused_and_nothing_is_changed()
    {
        using Loose module = new(ones(2), ones(2, dtype: ScalarType.Float16));
        ParameterLayout layout = ParameterVector.LayoutOf(module);
        Should.Throw<ArgumentException>(() => ParameterVector.LoadValues(module, layout, new float[] { 0, 0, 0, -70000 }))
            .Message.ShouldContain("w1 is Float16 and cannot hold 70000; nothing was changed");
        Should.Throw<ArgumentException>(() => ParameterVector.LoadValues(module, layout, new float[] { 0, float.NaN, 0, 0 }))
            .Message.ShouldContain("w0 is Float32 and cannot hold NaN; nothing was changed");
        Flat(module).ShouldBe([1, 1, 1, 1]);
    }

    [Fact]
    public void A_trainable_tensor_that_is_no_parameter_is_named()
    {
        using nn.Module<Tensor, Tensor> module = new PlainTensor();
        Refusal(module).ShouldContain("A tensor which is to be trained must be a Parameter (factor).");
    }

    [Fact]
    public void Refuses_another_modules_vector_with_both_layouts_named()
    {
        using TwoLayers module = new();
        float[] before = Flat(module);
        ParameterLayout other = new([("first.weight", [5, 3]), ("rest", [11])]);
        LayoutMismatchException e = Should.Throw<LayoutMismatchException>(() => ParameterVector.LoadValues(module, other, new float[26]));
        e.Message.ShouldContain("first.weight[3,5]");
        e.Message.ShouldContain("first.weight[5,3] rest[11]");
        Should.Throw<ArgumentException>(() => ParameterVector.LoadValues(module, ParameterVector.LayoutOf(module), new float[25]))
            .Message.ShouldContain("[25]");
        Flat(module).ShouldBe(before);
    }

    private static string Refusal(nn.Module module)
    {
        string message = Should.Throw<ArgumentException>(() => ParameterVector.LayoutOf(module)).Message;
        Should.Throw<ArgumentException>(() => ParameterVector.Flatten(module)).Message.ShouldBe(message);
        return message;
    }

    internal static float[] Flat(nn.Module module)
    {
        using Tensor flat = ParameterVector.Flatten(module);
        return Values(flat);
    }

    private static float[] Values(Tensor tensor)
    {
        using Tensor flat = tensor.detach().reshape(-1).cpu().to(ScalarType.Float32);
        return flat.data<float>().ToArray();
    }

    private sealed class PlainTensor : nn.Module<Tensor, Tensor>
    {
        private readonly Tensor factor = ones(2, requires_grad: true);

        public PlainTensor()
            : base(nameof(PlainTensor)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input * factor;
    }
}
