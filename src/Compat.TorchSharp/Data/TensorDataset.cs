using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Tensors of equal length along their first dimension; an item is one row of each.</summary>
public class TensorDataset : utils.data.IterableDataset
{
    private readonly Tensor[] tensors;

    internal TensorDataset(Tensor[] tensors)
    {
        if (tensors.Length == 0)
            throw new ArgumentException("A data set of no tensors.", nameof(tensors));
        long rows = tensors[0].shape[0];
        if (Array.Find(tensors, t => t.shape[0] != rows) is { } other)
            throw new ArgumentException($"First dimensions differ: {rows} and {other.shape[0]}.", nameof(tensors));
        this.tensors = Array.ConvertAll(tensors, t => t.alias().DetachFromDisposeScope());
    }

    public override long Count => tensors[0].shape[0];

    public IList<Tensor> this[long index] => GetTensor(index);

    public override IList<Tensor> GetTensor(long index) => Array.ConvertAll(tensors, t => t[index]);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (Tensor tensor in tensors)
                tensor.Dispose();
        }

        base.Dispose(disposing);
    }
}
