using System.Runtime.InteropServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>
/// The encoding of a vector: its own memory where values lie there as they are encoded, else a copy, which disposing this zeroes.
/// </summary>
internal readonly ref struct EncodedView<F> : IDisposable
    where F : unmanaged, IField<F>
{
    private readonly byte[] _copy;

    /// <param name="values">The vector.</param>
    public EncodedView(ReadOnlySpan<F> values)
    {
        bool isCopy = !FieldCodec.IsMemoryLayout<F>();
        _copy = isCopy ? FieldCodec.Encode(values) : [];
        Bytes = isCopy ? _copy : MemoryMarshal.AsBytes(values);
    }

    /// <summary>The encoded elements, one after the other.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <inheritdoc/>
    public void Dispose() => _copy.Zero();
}
