using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The elements of a measurement share, piece by piece, without a copy of the whole. Disposing it zeroes its buffer.</summary>
internal abstract class MeasurementReader(int elements) : IDisposable
{
    private Field128[] _buffer = [];

    /// <summary>Elements not yet read.</summary>
    public int Remaining { get; private set; } = elements;

    /// <summary>The next elements; valid until the next call.</summary>
    public ReadOnlySpan<Field128> Read(int count)
    {
        Remaining -= count;
        return Next(count);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_buffer.AsSpan()));

    private protected abstract ReadOnlySpan<Field128> Next(int count);

    private protected Span<Field128> Buffer(int count)
    {
        if (_buffer.Length < count)
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_buffer.AsSpan()));
            _buffer = new Field128[count];
        }

        return _buffer.AsSpan(0, count);
    }
}

/// <summary>The leader's share, from its encoding; in place where a piece lies in one segment.</summary>
internal sealed class LeaderMeasurementReader(ReadOnlySequence<byte> encoded, int elements) : MeasurementReader(elements)
{
    private ReadOnlySequence<byte> _rest = encoded;

    private protected override ReadOnlySpan<Field128> Next(int count)
    {
        ReadOnlySequence<byte> piece = _rest.Slice(0, (long)count * Field128.EncodedSize);
        _rest = _rest.Slice(piece.End);
        if (piece.IsSingleSegment)
            return MemoryMarshal.Cast<byte, Field128>(piece.FirstSpan);
        Span<Field128> buffer = Buffer(count);
        piece.CopyTo(MemoryMarshal.AsBytes(buffer));
        return buffer;
    }
}

/// <summary>The helper's share, as its seed yields it.</summary>
internal sealed class HelperMeasurementReader(XofStream stream, int elements) : MeasurementReader(elements)
{
    private protected override ReadOnlySpan<Field128> Next(int count)
    {
        Span<Field128> buffer = Buffer(count);
        new FieldSampler<Field128>(stream).Fill(buffer);
        return buffer;
    }

    public override void Dispose()
    {
        stream.Dispose();
        base.Dispose();
    }
}
