using System.Collections;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Batches of a data set's items, in the data set's order or shuffled.</summary>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    public DataLoader(
        utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler,
        Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        this.dataset = dataset;
        this.collate_fn = collate_fn;
        this.drop_last = drop_last;
        batch_size = batchSize;
        sampler = shuffler;
        Device = device ?? CPU;
        num_workers = Math.Max(num_worker, 1);
        DisposeBatch = disposeBatch;
        DisposeDataset = disposeDataset;
    }

    public DataLoader(
        utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false,
        Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true,
        bool disposeDataset = true)
        : this(
            dataset, batchSize, collate_fn, Order(dataset, shuffle, seed), device, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    public utils.data.Dataset<T> dataset { get; }

    public int batch_size { get; }

    public Func<IEnumerable<T>, Device, S> collate_fn { get; }

    public IEnumerable<long> sampler { get; }

    public Device Device { get; }

    public int num_workers { get; }

    public bool drop_last { get; }

    public bool DisposeBatch { get; }

    public bool DisposeDataset { get; }

    public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

    public IEnumerator<S> GetEnumerator()
    {
        IReadOnlyList<IDisposable> current = [];
        try
        {
            foreach (long[] indices in sampler.Chunk(batch_size))
            {
                if (drop_last && indices.Length < batch_size)
                    break;
                S batch = Collate(indices, out current);
                yield return batch;
                Release(current);
                current = [];
            }
        }
        finally
        {
            Release(current);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && DisposeDataset)
            dataset.Dispose();
    }

    /// <summary>Makes a batch; with DisposeBatch its tensors belong to the loader, otherwise to the caller's scope.</summary>
    private S Collate(long[] indices, out IReadOnlyList<IDisposable> made)
    {
        using DisposeScope scope = NewDisposeScope();
        T[] items = Array.ConvertAll(indices, dataset.GetTensor);
        using DisposeScope batchScope = NewDisposeScope();
        S batch = collate_fn(items, Device);
        IReadOnlyList<IDisposable> tensors = batchScope.DisposablesView;
        if (DisposeBatch)
        {
            batchScope.Detach(tensors);
            made = tensors;
        }
        else
        {
            batchScope.MoveToOther(scope.Outer, tensors);
            made = [];
        }

        return batch;
    }

    private static void Release(IReadOnlyList<IDisposable> batch)
    {
        foreach (IDisposable tensor in batch)
            tensor.Dispose();
    }

    private static IEnumerable<long> Order(utils.data.Dataset<T> dataset, bool shuffle, int? seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return shuffle ? new ShuffledOrder(dataset.Count, seed) : Ascending(dataset.Count);
    }

    private static IEnumerable<long> Ascending(long count)
    {
        for (long i = 0; i < count; i++)
            yield return i;
    }
}
