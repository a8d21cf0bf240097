// Encoding of Prio3FixedPointBoundedL2VecSum (libprio-rs 0.16), n bits a coordinate.
//
//     coordinate    i in [-2^(n-1), 2^(n-1)), as the n bits of i + 2^(n-1), lowest first
//     norm          sum of i^2, below 2^(2n-2), as 2n - 2 bits, lowest first

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Turns a vector of fixed-point integers into the bits that <see cref="FixedPointCircuit"/> checks.</summary>
internal static class FixedPointEncoder
{
    /// <summary>The squared norm of a measurement that may be sent.</summary>
    /// <exception cref="VdafException">A coordinate has more bits than allowed, or the norm is not below 1.</exception>
    public static ulong SquaredNorm(ReadOnlySpan<int> measurement, int bits)
    {
        long limit = 1L << (bits - 1);
        UInt128 norm = 0;
        for (int i = 0; i < measurement.Length; i++)
        {
            long value = measurement[i];
            if (value < -limit || value >= limit)
            {
                throw new VdafException(
                    VdafError.InvalidMeasurement, $"Coordinate {i} is {value}, outside [{-limit}, {limit - 1}] of {bits} bits.");
            }

            norm += (UInt128)(value * value);
        }

        UInt128 bound = UInt128.One << ((2 * bits) - 2);
        if (norm >= bound)
            throw new VdafException(VdafError.InvalidMeasurement, $"The squared norm is {norm}, it must be below {bound}.");
        return (ulong)norm;
    }

    /// <summary>The encoded measurement: the bits of every shifted entry, then those of the squared norm.</summary>
    public static Field128[] Encode(ReadOnlySpan<int> measurement, int bits)
    {
        ulong norm = SquaredNorm(measurement, bits);
        int normBits = (2 * bits) - 2;
        var encoded = new Field128[(measurement.Length * bits) + normBits];
        for (int i = 0; i < measurement.Length; i++)
            FieldMath.WriteBits((ulong)(measurement[i] + (1L << (bits - 1))), encoded.AsSpan(i * bits, bits));
        FieldMath.WriteBits(norm, encoded.AsSpan(measurement.Length * bits));
        return encoded;
    }
}
