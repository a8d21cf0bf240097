using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Tensors;

public sealed class ReductionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor matrix = tensor(new float[] { 1, 5, 3, 4, 2, 6 }, 2, 3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Sums()
    {
        matrix.sum().ShouldHold([], [21]);
        matrix.sum(1).ShouldHold([2], [9, 12]);
        matrix.sum(0L).ShouldHold([3], [5, 7, 9]);
        matrix.sum(dim: 0).ShouldHold([3], [5, 7, 9]);
        matrix.sum(-1, keepdim: true).ShouldHold([2, 1], [9, 12]);
        matrix.cumsum(0).ShouldHold([2, 3], [1, 5, 3, 5, 7, 9]);
        matrix.mean().ShouldHold([], [3.5]);
        matrix.mean([1]).ShouldHold([2], [3, 4]);
        matrix.prod().ShouldHold([], [720]);
    }

    [Fact]
    public void Sum_of_the_literal_zero_is_a_total_of_bytes()
    {
        Tensor total = matrix.sum(0);
        total.dtype.ShouldBe(ScalarType.Byte);
        total.ShouldHold([], [21]);
    }

    [Fact]
    public void Sums_accumulate_in_the_given_type()
    {
        Tensor large = full(3, 100, dtype: ScalarType.Byte);
        large.sum(ScalarType.Int64).ShouldHold([], [300]);
        matrix.sum(1, type: ScalarType.Float64).dtype.ShouldBe(ScalarType.Float64);
    }

    [Fact]
    public void Norms()
    {
        tensor(new float[] { 3, 4 }).norm().ShouldHold([], [5]);
        tensor(new float[] { 3, -4 }).norm(1f).ShouldHold([], [7]);
        tensor(new double[] { 1, 2, 3, 4 }).std().ShouldHold([], [Math.Sqrt(5.0 / 3)], 1e-12);
        tensor(new double[] { 1, 2, 3, 4 }).var(false).ShouldHold([], [1.25], 1e-12);
    }

    [Fact]
    public void Extremes_come_with_their_places()
    {
        matrix.max().ShouldHold([], [6]);
        matrix.min().ShouldHold([], [1]);
        (Tensor values, Tensor indexes) = matrix.max(1);
        values.ShouldHold([2], [5, 6]);
        indexes.ShouldHold([2], [1, 2]);
        matrix.min(0L).values.ShouldHold([3], [1, 2, 3]);
        matrix.argmax(1).ShouldHold([2], [1, 2]);
        matrix.argmax().ShouldHold([], [5]);
        matrix.argmin(0).ShouldHold([3], [0, 1, 0]);
    }

    [Fact]
    public void Orderings()
    {
        (Tensor sorted, Tensor order) = matrix.sort(1, descending: true);
        sorted.ShouldHold([2, 3], [5, 3, 1, 6, 4, 2]);
        order.ShouldHold([2, 3], [1, 2, 0, 2, 0, 1]);
        matrix.argsort(1).ShouldHold([2, 3], [0, 2, 1, 1, 0, 2]);
        (Tensor top, Tensor places) = matrix.topk(2);
        top.ShouldHold([2, 2], [5, 3, 6, 4]);
        places.ShouldHold([2, 2], [1, 2, 2, 0]);
    }

    [Fact]
    public void All_and_any()
    {
        (matrix > 0).all().item<bool>().ShouldBeTrue();
        (matrix > 5).any().item<bool>().ShouldBeTrue();
        (matrix > 6).any().item<bool>().ShouldBeFalse();
        (matrix > 2).all(1).ShouldHold([2], [0, 0]);
        matrix.count_nonzero().ShouldHold([], [6]);
    }
}
