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
    private const int BatchBytes = 1 << 18;
    private const int LeastBatch = 4;

    /// <summary>Draws the coefficients of each element of <paramref name="dots"/> in turn.</summary>
    public static void Compute<F>(XofStream coefficients, ReadOnlySpan<F> gradient, Span<F> dots)
        where F : unmanaged, IField<F>
    {
        if (PlaneOperations512.IsSupported)
            ComputeInPlanes<F, Vector512<byte>, PlaneOperations512>(coefficients, gradient, dots);
        else if (PlaneOperations256.IsSupported)
            ComputeInPlanes<F, Vector256<byte>, PlaneOperations256>(coefficients, gradient, dots);
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

    /// <summary>
    /// Byte by byte of the coordinates, many of them in one instruction. A piece of the gradient that fits the first-level
    /// cache serves a batch of tests before the next piece comes.
    /// </summary>
    public static unsafe void ComputeInPlanes<F, TVector, TOps>(XofStream coefficients, ReadOnlySpan<F> gradient, Span<F> dots)
        where F : unmanaged, IField<F>
        where TVector : struct
        where TOps : IPlaneOperations<TVector>
    {
        using BytePlanes planes = BytePlanes.Of(gradient);
        int rowSize = RowSize(gradient.Length);
        long stride = (long)planes.Blocks * BytePlanes.RowBytes;
        int batch = (int)Math.Min(dots.Length, Math.Max(LeastBatch, BatchBytes / stride));
        using var rows = new AlignedMemory(batch * stride);
        using var sums = new Secret<long>(batch * planes.Count);
        for (int first = 0; first < dots.Length; first += batch)
        {
            int tests = Math.Min(batch, dots.Length - first);
            for (int test = 0; test < tests; test++)
                coefficients.Squeeze(rows.Slice(test * stride, rowSize));

            sums.Span.Clear();
            for (int block = 0; block < planes.Blocks; block += BytePlanes.BlocksAtOnce)
            {
                int blocks = Math.Min(BytePlanes.BlocksAtOnce, planes.Blocks - block);
                for (int test = 0; test < tests; test++)
                {
                    byte* row = rows.Start + (test * stride) + ((long)block * BytePlanes.RowBytes);
                    Span<long> sum = sums.Span.Slice(test * planes.Count, planes.Count);
                    PlaneProducts<TVector, TOps>.Add(row, planes.Block(block), blocks, planes.Count, sum);
                }
            }

            for (int test = 0; test < tests; test++)
                dots[first + test] = Combine<F>(sums.Span.Slice(test * planes.Count, planes.Count));
        }
    }

    /// <summary>The sum of sums[k] * 256^k.</summary>
    private static F Combine<F>(ReadOnlySpan<long> sums)
        where F : unmanaged, IField<F>
    {
        F radix = F.ToMultiplier(FieldMath.FromInteger<F>(256));
        F result = F.Zero;
        for (int k = sums.Length - 1; k >= 0; k--)
            result = F.MultiplyBy(result, radix) + FieldMath.FromSigned<F>(sums[k]);
        return result;
    }

    private static int RowSize(int dimension) => (int)(((long)dimension + 3) / 4);
}
