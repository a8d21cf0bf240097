// The encoding of FixedPointEncoder, a bit in place of a field element.
//
//     coordinate    i + 2^(n-1), n / 8 bytes, little-endian
//     norm          8 bytes, little-endian, of which 2n - 2 bits count

using System.Buffers.Binary;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// An encoded measurement, one bit for every field element: the encoding of <see cref="FixedPointCircuit"/> consists of zeros
/// and ones. Holds the measurement; disposing it zeroes it.
/// </summary>
internal sealed class MeasurementBits : IDisposable
{
    // Reads of a whole word may go beyond the last bit.
    private const int Slack = 2 * sizeof(ulong);

    private readonly byte[] _bytes;
    private readonly int _dimension;
    private readonly int _bits;

    /// <param name="measurement">The coordinates.</param>
    /// <param name="bits">Bits of a coordinate: 16 or 32.</param>
    /// <exception cref="VdafException"><see cref="VdafError.InvalidMeasurement"/>: a coordinate, or the norm, is too large.</exception>
    public MeasurementBits(ReadOnlySpan<int> measurement, int bits)
    {
        _dimension = measurement.Length;
        _bits = bits;
        ulong norm = FixedPointEncoder.SquaredNorm(measurement, bits);
        int size = measurement.Length * (bits / 8);
        Count = (measurement.Length * bits) + (2 * bits) - 2;
        _bytes = new byte[size + sizeof(ulong) + Slack];
        Span<byte> rest = _bytes;
        foreach (int value in measurement)
        {
            if (bits == 16)
                BinaryPrimitives.WriteUInt16LittleEndian(rest, unchecked((ushort)(value ^ 0x8000)));
            else
                BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)value ^ 0x8000_0000);
            rest = rest[(bits / 8)..];
        }

        BinaryPrimitives.WriteUInt64LittleEndian(rest, norm);
    }

    /// <summary>Number of bits.</summary>
    public int Count { get; }

    /// <summary>At least 57 bits from the given one on, lowest first; beyond the last they are zero.</summary>
    public ulong From(int bit) => (uint)bit >= (uint)Count
        ? 0
        : BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(bit >> 3)) >> (bit & 7);

    /// <summary>An entry as it is encoded, i + 2^(n-1); beyond the last, that of zero.</summary>
    public ulong Entry(int index)
    {
        if (index >= _dimension)
            return 1UL << (_bits - 1);
        return _bits == 16
            ? BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(2 * index))
            : BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(4 * index));
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Zero();
}
