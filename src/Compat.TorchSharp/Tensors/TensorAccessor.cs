using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the elements of a tensor on the CPU in row-major order, whatever its strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly T* start;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        this.tensor = tensor;
        start = (T*)tensor.DataPointer();
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => *Address(indices);
        set => *Address(indices) = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public Array ToNDArray()
    {
        var array = Array.CreateInstance(typeof(T), shape);
        ref byte first = ref MemoryMarshal.GetArrayDataReference(array);
        CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref first), array.Length));
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span<T> target = array[arrayIndex..];
        long wanted = Count - tensorIndex;
        if (target.Length < wanted)
            throw new ArgumentException($"Room for {target.Length} elements; there are {wanted} from {tensorIndex} on.", nameof(array));
        if (contiguous)
        {
            new ReadOnlySpan<T>(start + tensorIndex, checked((int)(Count - tensorIndex))).CopyTo(target);
            return;
        }

        for (long i = tensorIndex; i < Count; i++)
            target[(int)(i - tensorIndex)] = start[Offset(i)];
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> source = array[arrayIndex..];
        long count = Math.Min(source.Length, Count - tensorIndex);
        for (long i = 0; i < count; i++)
            start[Offset(tensorIndex + i)] = source[(int)i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return AtOffset(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => GC.KeepAlive(tensor);

    internal T AtOffset(long i) => (ulong)i < (ulong)Count
        ? start[Offset(i)]
        : throw new ArgumentOutOfRangeException(nameof(i), i, $"the tensor has {Count} elements");

    /// <summary>Where the element of row-major number <paramref name="i"/> lies.</summary>
    private long Offset(long i)
    {
        if (contiguous)
            return i;
        long offset = 0;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            (i, long at) = Math.DivRem(i, shape[d]);
            offset += at * strides[d];
        }

        return offset;
    }

    private T* Address(long[] indices)
    {
        if (indices.Length == 1 && shape.Length != 1)
            return start + Offset(indices[0]);
        if (indices.Length != shape.Length)
            throw new ArgumentException($"{indices.Length} indices for {shape.Length} dimensions.", nameof(indices));
        long offset = 0;
        for (int d = 0; d < indices.Length; d++)
        {
            if ((ulong)indices[d] >= (ulong)shape[d])
                throw new ArgumentOutOfRangeException(nameof(indices), indices[d], $"dimension {d} has length {shape[d]}");
            offset += indices[d] * strides[d];
        }

        return start + offset;
    }
}
