using System.Buffers;
using System.Runtime.InteropServices;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

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
