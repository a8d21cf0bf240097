using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchProvider.Tests.Data;

public sealed class DataLoaderTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_seed_of_one_shuffles_ten_items_as_documented()
    {
        using var loader = DataLoader(new Counting(10), 10, shuffle: true, seed: 1);
        Labels(loader).ShouldBe([9, 2, 4, 8, 7, 1, 3, 0, 6, 5]);
        Labels(loader).ShouldBe([9, 2, 4, 8, 7, 1, 3, 0, 6, 5]);
    }

    [Fact]
    public void Items_come_in_order_without_shuffling()
    {
        using var loader = DataLoader(new Counting(7), 3);
        Labels(loader).ShouldBe([0, 1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Batches_are_stacked_and_the_last_may_be_short()
    {
        using var loader = DataLoader(new Counting(7), 3);
        loader.Count.ShouldBe(3);
        var shapes = loader.Select(b => (data: b["data"].shape, label: b["label"].shape)).ToList();
        shapes.Count.ShouldBe(3);
        shapes[0].data.ShouldBe([3, 2, 2]);
        shapes[0].label.ShouldBe([3]);
        shapes[2].data.ShouldBe([1, 2, 2]);
        using var whole = DataLoader(new Counting(7), 3, drop_last: true);
        whole.Count.ShouldBe(2);
        whole.Select(b => b.Count).ShouldBe([2, 2]);
    }

    [Fact]
    public void A_batch_lives_until_the_next()
    {
        using var loader = DataLoader(new Counting(4), 2);
        using IEnumerator<Dictionary<string, Tensor>> batches = loader.GetEnumerator();
        batches.MoveNext().ShouldBeTrue();
        Tensor first = batches.Current["data"];
        first.IsInvalid.ShouldBeFalse();
        batches.MoveNext().ShouldBeTrue();
        first.IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void Batches_stay_on_demand()
    {
        using var loader = DataLoader(new Counting(4), 2, disposeBatch: false);
        Tensor[] batches = [.. loader.Select(b => b["data"])];
        batches.ShouldAllBe(b => !b.IsInvalid);
    }

    [Fact]
    public void Loading_leaves_no_tensors_behind()
    {
        using var loader = DataLoader(new Counting(9), 2, shuffle: true, seed: 3);
        long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Labels(loader).Length.ShouldBe(9);
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(live);
    }

    [Fact]
    public void Tensor_data_sets_yield_lists()
    {
        using var loader = DataLoader(TensorDataset(arange(10).reshape(5, 2), arange(5)), 2);
        IList<Tensor>[] shapes = [.. loader.Take(1).Select(b => (IList<Tensor>)[.. b.Select(t => t.clone())])];
        shapes[0].Count.ShouldBe(2);
        shapes[0][0].ShouldHold([2, 2], [0, 1, 2, 3]);
        shapes[0][1].ShouldHold([2], [0, 1]);
        loader.Count.ShouldBe(3);
    }

    [Fact]
    public void A_loader_disposes_its_data_set_unless_told_otherwise()
    {
        var owned = new Counting(2);
        DataLoader(owned, 1).Dispose();
        owned.Disposed.ShouldBeTrue();
        var lent = new Counting(2);
        DataLoader(lent, 1, disposeDataset: false).Dispose();
        lent.Disposed.ShouldBeFalse();
        lent.Dispose();
    }

    private static long[] Labels(IEnumerable<Dictionary<string, Tensor>> loader) =>
        [.. loader.SelectMany(b => b["label"].data<long>().ToArray())];

    private sealed class Counting(long count) : Dataset
    {
        public bool Disposed { get; private set; }

        public override long Count => count;

        public override Dictionary<string, Tensor> GetTensor(long index) => new()
        {
            ["data"] = full(2, 2, (float)index),
            ["label"] = tensor(index),
        };

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }
}
