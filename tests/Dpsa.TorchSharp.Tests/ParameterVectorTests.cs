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
    public void A_kept_buffer_may_have_any_type()
    {
        using WithDoubleBuffer module = new();
        ParameterVector.LayoutOf(module, BufferPolicy.KeepLocal).ToString().ShouldBe("layer.weight[1,2] layer.bias[1] (d = 3)");
        Should.Throw<ArgumentException>(() => ParameterVector.LayoutOf(module, BufferPolicy.Include)).Message.ShouldContain("statistics is Float64");
    }

    [Fact]
    public void Refuses_double_precision()
    {
        using TwoLayers module = new();
        module.to(ScalarType.Float64);
        Should.Throw<ArgumentException>(() => ParameterVector.Flatten(module)).Message.ShouldContain("first.weight is Float64");
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

    [Fact]
    public void Leaves_no_tensors_behind()
    {
        using TwoLayers module = new();
        ParameterLayout layout = ParameterVector.LayoutOf(module);
        TensorCount.ShouldNotLeak(() =>
        {
            using Tensor flat = ParameterVector.Flatten(module);
            ParameterVector.Load(module, layout, flat);
            ParameterVector.LoadValues(module, layout, new float[26]);
        });
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
}
