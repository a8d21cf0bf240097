// Encoding of draft-chen-cfrg-vdaf-pine-02, in the layout of PineLayout.
//
//     gradient    signed residues, without an offset
//     norm        v, the squared norm, and u = B^2 - v, lowest bits first
//     test        t + W - 1, lowest bits first, then 1; there is no encoding of a test that fails

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Pine;

/// <summary>Turns a vector into the field elements that the circuits check.</summary>
internal static class PineEncoder
{
    /// <summary>The squared norm of a measurement that may be sent.</summary>
    /// <exception cref="VdafException">The norm exceeds the bound.</exception>
    public static ulong SquaredNorm(ReadOnlySpan<int> measurement, PineLayout layout)
    {
        // Below 2^31 terms of at most 2^62 each.
        UInt128 norm = 0;
        foreach (int value in measurement)
            norm += (ulong)((long)value * value);
        if (norm > layout.SquaredBound)
        {
            throw new VdafException(
                VdafError.InvalidMeasurement, $"The squared norm is {norm}, it must be at most {layout.SquaredBound}.");
        }

        return (ulong)norm;
    }

    /// <summary>Writes the gradient and the bits of v and u.</summary>
    public static void EncodeBase<F>(ReadOnlySpan<int> measurement, PineLayout layout, Span<F> destination)
        where F : unmanaged, IField<F>
    {
        ulong norm = SquaredNorm(measurement, layout);
        for (int i = 0; i < measurement.Length; i++)
            destination[i] = FieldMath.FromInt32<F>(measurement[i]);
        FieldMath.WriteBits(norm, destination.Slice(measurement.Length, layout.NormBits));
        FieldMath.WriteBits(layout.SquaredBound - norm, destination.Slice(measurement.Length + layout.NormBits, layout.NormBits));
    }

    /// <summary>Writes the bits of every test.</summary>
    /// <exception cref="VdafException"><see cref="VdafError.WraparoundTestFailed"/>.</exception>
    public static void EncodeTests<F>(ReadOnlySpan<F> dots, PineLayout layout, Span<F> destination)
        where F : unmanaged, IField<F>
    {
        for (int i = 0; i < dots.Length; i++)
        {
            Int128 shifted = FieldMath.ToCentred(dots[i]) + layout.Width - 1;
            if (shifted < 0 || shifted >= 2 * layout.Width)
            {
                throw new VdafException(
                    VdafError.WraparoundTestFailed,
                    $"Wraparound test {i + 1} of {dots.Length} gave a dot product outside [{1 - layout.Width}, {layout.Width}]; "
                    + "shard again with fresh randomness.");
            }

            Span<F> test = destination.Slice(i * layout.TestLength, layout.TestLength);
            FieldMath.WriteBits((ulong)shifted, test[..layout.DotBits]);
            test[layout.DotBits] = F.One;
        }
    }
}
