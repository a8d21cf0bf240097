using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Tensors;

public sealed class IndexingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor matrix = arange(12).reshape(3, 4);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Positions()
    {
        matrix[1].ShouldHold([4], [4, 5, 6, 7]);
        matrix[1, 2].item<long>().ShouldBe(6);
        matrix[-1, -1].item<long>().ShouldBe(11);
        matrix.reshape(3, 2, 2)[2, 1, 0].item<long>().ShouldBe(10);
    }

    [Fact]
    public void Ranges()
    {
        matrix[1..3, 0].ShouldHold([2], [4, 8]);
        matrix[.., 1..].ShouldHold([3, 3], [1, 2, 3, 5, 6, 7, 9, 10, 11]);
        matrix[..^1, ^1..].ShouldHold([2, 1], [3, 7]);
        matrix[TensorIndex.Slice(0, 3, 2)].ShouldHold([2, 4], [0, 1, 2, 3, 8, 9, 10, 11]);
        matrix[TensorIndex.Ellipsis, TensorIndex.Single(0)].ShouldHold([3], [0, 4, 8]);
        matrix[TensorIndex.None].shape.ShouldBe([1, 3, 4]);
        matrix[TensorIndex.Colon, TensorIndex.Single(1)].ShouldHold([3], [1, 5, 9]);
    }

    [Fact]
    public void Masks_and_lists_of_positions()
    {
        matrix[matrix > 8].ShouldHold([3], [9, 10, 11]);
        matrix[tensor(new long[] { 2, 0 })].ShouldHold([2, 4], [8, 9, 10, 11, 0, 1, 2, 3]);
        matrix.index_select(1, tensor(new long[] { 3, 0 })).ShouldHold([3, 2], [3, 0, 7, 4, 11, 8]);
        matrix.gather(1, tensor(new long[] { 0, 1, 2 }, 3, 1)).ShouldHold([3, 1], [0, 5, 10]);
        matrix.masked_select(matrix.lt(2)).ShouldHold([2], [0, 1]);
        (matrix > 9).nonzero().ShouldHold([2, 2], [2, 2, 2, 3]);
    }

    [Fact]
    public void Assignments()
    {
        Tensor t = zeros(2, 3);
        t[0] = tensor(new float[] { 1, 2, 3 });
        t[1, 2] = 9f;
        t[.., 0] = tensor(new float[] { 7, 8 });
        t.ShouldHold([2, 3], [7, 2, 3, 8, 0, 9]);
        t[t > 7] = tensor(-1f);
        t.ShouldHold([2, 3], [7, 2, 3, -1, 0, -1]);
        t.masked_fill_(t < 0, 5).ShouldHold([2, 3], [7, 2, 3, 5, 0, 5]);
        zeros(3).index_add_(0, tensor(new long[] { 0, 0, 2 }), ones(3), 2).ShouldHold([3], [4, 0, 2]);
        zeros(3).scatter_add_(0, tensor(new long[] { 1, 1 }), ones(2)).ShouldHold([3], [0, 2, 0]);
    }
}
