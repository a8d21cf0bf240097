using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Tensors;

public sealed class ViewTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor matrix = arange(6).reshape(2, 3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Views_share_memory_and_clones_do_not()
    {
        Tensor view = matrix.view(3, 2);
        Tensor clone = matrix.clone();
        view[0, 0] = 9L;
        matrix[0, 0].item<long>().ShouldBe(9);
        clone[0, 0].item<long>().ShouldBe(0);
    }

    [Fact]
    public void Shapes_change()
    {
        matrix.flatten().ShouldHold([6], [0, 1, 2, 3, 4, 5]);
        matrix.t().ShouldHold([3, 2], [0, 3, 1, 4, 2, 5]);
        matrix.transpose(0, 1).is_contiguous().ShouldBeFalse();
        matrix.permute(1, 0).contiguous().is_contiguous().ShouldBeTrue();
        matrix.unsqueeze(0).shape.ShouldBe([1, 2, 3]);
        matrix.unsqueeze(0).squeeze().shape.ShouldBe([2, 3]);
        matrix.reshape(-1, 2).shape.ShouldBe([3, 2]);
        matrix.flip(1).ShouldHold([2, 3], [2, 1, 0, 5, 4, 3]);
        matrix.narrow(1, 1, 2).ShouldHold([2, 2], [1, 2, 4, 5]);
        matrix.select(0, 1).ShouldHold([3], [3, 4, 5]);
        tensor(new long[] { 1, 2 }).expand(2, 2).ShouldHold([2, 2], [1, 2, 1, 2]);
        tensor(new long[] { 1, 2 }).repeat(2).ShouldHold([4], [1, 2, 1, 2]);
        matrix.unflatten(1, 3, 1).shape.ShouldBe([2, 3, 1]);
    }

    [Fact]
    public void Properties()
    {
        matrix.ndim.ShouldBe(2);
        matrix.NumberOfElements.ShouldBe(6);
        matrix.numel().ShouldBe(6);
        matrix.ElementSize.ShouldBe(8);
        matrix.stride().ShouldBe([3, 1]);
        matrix.size(1).ShouldBe(3);
        matrix.t().stride().ShouldBe([1, 3]);
        matrix.is_leaf.ShouldBeTrue();
        matrix.ToString().ShouldBe("[2x3], type = Int64, device = cpu");
    }

    [Fact]
    public void Splits_and_joins()
    {
        Tensor[] parts = matrix.split(2, 1);
        parts.Length.ShouldBe(2);
        parts[1].ShouldHold([2, 1], [2, 5]);
        Tensor[] sized = matrix.flatten().split(new long[] { 1, 5 });
        sized[1].ShouldHold([5], [1, 2, 3, 4, 5]);
        matrix.chunk(3, 1).Length.ShouldBe(3);
        matrix.unbind().Length.ShouldBe(2);
        cat([matrix, matrix], 1).ShouldHold([2, 6], [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]);
        cat(new List<Tensor> { matrix, matrix }).shape.ShouldBe([4, 3]);
        stack([matrix, matrix]).shape.ShouldBe([2, 2, 3]);
    }

    [Fact]
    public void Impossible_shapes_throw()
    {
        Should.Throw<ExternalException>(() => matrix.view(4, 2)).Message.ShouldContain("shape '[4, 2]' is invalid for input of size 6");
        Should.Throw<ExternalException>(() => matrix.narrow(0, 1, 2));
        Should.Throw<ExternalException>(() => cat([matrix, ones(2, 2)], 0));
    }

    [Fact]
    public void Moves_between_element_types()
    {
        Tensor f = tensor(new float[] { 1.9f, -1.9f });
        f.to(ScalarType.Int32).ShouldHold([2], [1, -1]);
        f.to(int64).dtype.ShouldBe(ScalarType.Int64);
        f.type(ScalarType.Float64).dtype.ShouldBe(ScalarType.Float64);
        f.to(CPU).device_type.ShouldBe(DeviceType.CPU);
        f.to("cpu").device.ToString().ShouldBe("cpu");
    }

    [Fact]
    public void A_move_disposes_its_source_on_demand()
    {
        Tensor f = tensor(new float[] { 1 });
        f.to(ScalarType.Float64, disposeAfter: true).ShouldHold([1], [1]);
        f.IsInvalid.ShouldBeTrue();
    }
}
