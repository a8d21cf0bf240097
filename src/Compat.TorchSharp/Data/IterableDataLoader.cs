using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Batches of a data set of tensor lists; a batch stacks each place's tensors along a new first dimension.</summary>
public class IterableDataLoader : DataLoader<IList<Tensor>, IList<Tensor>>
{
    public IterableDataLoader(
        utils.data.IterableDataset dataset, int batchSize, IEnumerable<long> shuffler, Device device = null!, int num_worker = 1,
        bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Stack, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    public IterableDataLoader(
        utils.data.IterableDataset dataset, int batchSize, bool shuffle = false, Device device = null!, int? seed = null,
        int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Stack, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    private static IList<Tensor> Stack(IEnumerable<IList<Tensor>> items, Device device)
    {
        IList<Tensor>[] all = [.. items];
        using DisposeScope scope = NewDisposeScope();
        var batch = new List<Tensor>(all[0].Count);
        for (int place = 0; place < all[0].Count; place++)
            batch.Add(stack(all.Select(i => i[place])).to(device).MoveToOuterDisposeScope());
        return batch;
    }
}
