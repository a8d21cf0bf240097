using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>Tells tied tensors, which are one tensor under several names, from tensors that share memory in part.</summary>
internal sealed class StateMemory
{
    private readonly Dictionary<nint, List<Range>> _storages = [];
    private readonly HashSet<nint> _handles = [];

    /// <summary>Adds a tensor.</summary>
    /// <returns>False where a tensor before is the same: one memory, offset, shape and strides.</returns>
    /// <exception cref="ArgumentException">Its memory overlaps that of another tensor, or its elements are one element.</exception>
    public bool Add(string name, Tensor tensor)
    {
        if (!_handles.Add(tensor.Handle)) return false;
        if (tensor.numel() == 0) return true;

        long[] shape = tensor.shape;
        long[] strides = tensor.stride();
        if (shape.Zip(strides).Any(d => d is { First: > 1, Second: 0 }))
            throw new ArgumentException($"{name} is an expanded tensor, whose elements share memory; make it a copy of its own (clone()).");

        // Strides are not negative, so that the last element is the furthest.
        long first = tensor.storage_offset();
        Range range = new(name, tensor.dtype, first, first + shape.Zip(strides, (n, s) => (n - 1) * s).Sum(), shape, strides);
        nint storage = new StorageAddress(tensor).data_ptr();
        if (!_storages.TryGetValue(storage, out List<Range>? ranges)) _storages[storage] = ranges = [];
        if (ranges.Any(r => r.IsSame(range))) return false;
        if (ranges.Find(r => r.Overlaps(range)) is { } other)
            throw new ArgumentException($"{name} and {other.Name} share memory but are not one tensor; make one of them a copy (clone()).");
        ranges.Add(range);
        return true;
    }

    // First and last element, counted from the start of the storage.
    private sealed record Range(string Name, ScalarType Type, long First, long Last, long[] Shape, long[] Strides)
    {
        public bool IsSame(Range other) =>
            Type == other.Type && First == other.First && Shape.SequenceEqual(other.Shape) && Strides.SequenceEqual(other.Strides);

        public bool Overlaps(Range other) => First <= other.Last && other.First <= Last;
    }

    // The address of a tensor's storage, whatever its type and device: Tensor.storage<T>() converts where T is another type.
    private sealed class StorageAddress(Tensor tensor) : Storage(tensor)
    {
        public override int element_size() => throw new NotSupportedException();
    }
}
