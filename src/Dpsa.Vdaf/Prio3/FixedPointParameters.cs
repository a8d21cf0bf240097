// Parameters of Prio3FixedPointBoundedL2VecSum (libprio-rs 0.16), and their limits.
//
//     n         16 or 32 bits a coordinate, one before the point
//     d         d * 2^(2n-2) < p, so that no squared norm wraps around
//     leader    16 (n d + 2n - 2 + proof) + 16 bytes, in one array

using System.Globalization;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// Prio3FixedPointBoundedL2VecSum: sums of vectors of signed fixed-point numbers in [-1, 1) whose L2 norm is proved to be below 1.
/// </summary>
/// <param name="Dimension">Number d of coordinates; positive.</param>
/// <param name="Bits">Bits n of a coordinate, one of them before the point: 16 or 32. A coordinate is an integer over 2^(n-1).</param>
public sealed record FixedPointParameters(int Dimension, int Bits) : VdafParameters(Dimension)
{
    // An element of PINE's 64-bit field.
    private const int PineBytes = 8;

    internal override IVdaf CreateCore(int threads) => new FixedPointBoundedL2VecSum(this, threads);

    internal override UInt128 FieldModulus => Fields.Field128.Modulus;

    internal override long LargestCoordinate => 1L << (Bits - 1);

    internal override void Validate()
    {
        if (Bits is not (16 or 32))
            throw new ArgumentException($"{Bits} bits per coordinate are not supported; use 16 or 32.");
        if (Dimension < 1)
            throw new ArgumentException($"The dimension is {Dimension}; it must be at least 1.");

        // The squared norm of any encoding must not wrap around: d * 2^(2n-2) < p.
        if ((UInt128)Dimension << ((2 * Bits) - 2) >= Fields.Field128.Modulus - 1)
            throw new ArgumentException($"d * 2^(2n-2) < p is violated: d = {Dimension}, n = {Bits}.");

        // The leader's share is one array: 16 (n d + 2n - 2 + proof) + 16 bytes; the proof grows with the square root of d.
        long inputLength = ((long)Dimension * Bits) + (2 * Bits) - 2;
        long size = Fields.Field128.EncodedSize * (inputLength + (16 * (long)Math.Sqrt(inputLength)) + 64);
        if (size > Array.MaxLength)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Prio3 at d = {Dimension} and n = {Bits} would need about {size / 1e9:F2} GB for each report, all of it in the memory of "
                + $"its client and of the leader, and a share must stay below {Array.MaxLength} bytes; PINE needs about "
                + $"{PineBytes} bytes a coordinate, here {(double)Dimension * PineBytes / 1e6:F0} MB: "
                + $"PineParameters.ForBound(PineVariant.Pine64, {Dimension}, 1, 15)."));
        }
    }
}
