// Dot products of the wraparound tests (draft-chen-cfrg-vdaf-pine-02). One byte of the stream is four coefficients,
// lowest bits first; every test starts at a new byte.
//
//     00    -1
//     01     0
//     10     0
//     11    +1

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>Plain version, for any field.</summary>
internal static class WraparoundDots
{
    /// <summary>Computes one dot product for every element of <paramref name="dots"/>.</summary>
    public static void Compute<F>(XofStream coefficients, ReadOnlySpan<F> gradient, Span<F> dots)
        where F : unmanaged, IField<F>
    {
        var row = new byte[(gradient.Length + 3) / 4];
        foreach (ref F dot in dots)
        {
            coefficients.Squeeze(row);
            F sum = F.Zero;
            for (int i = 0; i < gradient.Length; i++)
            {
                switch ((row[i / 4] >> (2 * (i % 4))) & 3)
                {
                    case 0:
                        sum -= gradient[i];
                        break;
                    case 3:
                        sum += gradient[i];
                        break;
                }
            }

            dot = sum;
        }
    }
}
