// Dot products of the wraparound tests (draft-chen-cfrg-vdaf-pine-02). One byte of the stream is four coefficients,
// lowest bits first; every test starts at a new byte.
//
//     00    -1
//     01     0
//     10     0
//     11    +1

using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>Computes one dot product for every test, the fastest way that the processor has.</summary>
internal static class WraparoundDots
{
    /// <summary>Draws the coefficients of each element of <paramref name="dots"/> in turn.</summary>
    public static void Compute<F>(XofStream coefficients, ReadOnlySpan<F> gradient, Span<F> dots)
        where F : unmanaged, IField<F>
    {
        if (PlaneOperationsAvx512.IsSupported)
            WraparoundDotsLanes<Vector512<byte>, PlaneOperationsAvx512>.Compute(coefficients, gradient, dots);
        else if (PlaneOperationsAvx2.IsSupported)
            WraparoundDotsLanes<Vector256<byte>, PlaneOperationsAvx2>.Compute(coefficients, gradient, dots);
        else
            ComputePlainly(coefficients, gradient, dots);
    }

    /// <summary>Coordinate after coordinate; what the others are compared to.</summary>
    public static void ComputePlainly<F>(XofStream coefficients, ReadOnlySpan<F> gradient, Span<F> dots)
        where F : unmanaged, IField<F>
    {
        var row = new byte[RowSize(gradient.Length)];
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

    /// <summary>Bytes of the coefficients of one test.</summary>
    public static int RowSize(int dimension) => Integers.CeilingDivide(dimension, 4);
}
