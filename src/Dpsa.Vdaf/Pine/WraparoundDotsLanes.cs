using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary><see cref="WraparoundDots"/> byte by byte of the coordinates, many of them in one instruction.</summary>
internal static unsafe class WraparoundDotsLanes<TVector, TOps>
    where TVector : struct
    where TOps : IPlaneOperations<TVector>
{
    private const int BatchBytes = 1 << 18;
    private const int LeastBatch = 4;

    /// <summary>
    /// As <see cref="WraparoundDots.Compute"/>. A piece of the gradient that fits the first-level cache serves a batch of tests before the
    /// next piece comes.
    /// </summary>
    public static void Compute<F>(XofStream coefficients, ReadOnlySpan<F> gradient, Span<F> dots)
        where F : unmanaged, IField<F>
    {
        using BytePlanesSse2 planes = BytePlanesSse2.Of(gradient);
        int rowSize = WraparoundDots.RowSize(gradient.Length);
        long stride = (long)planes.Blocks * BytePlanesSse2.RowBytes;
        int batch = (int)Math.Min(dots.Length, Math.Max(LeastBatch, BatchBytes / stride));
        using var rows = new AlignedMemory(batch * stride);
        using var sums = new Secret<long>(batch * planes.Count);
        for (int first = 0; first < dots.Length; first += batch)
        {
            int tests = Math.Min(batch, dots.Length - first);
            for (int test = 0; test < tests; test++)
                coefficients.Squeeze(rows.Slice(test * stride, rowSize));

            sums.Span.Clear();
            for (int block = 0; block < planes.Blocks; block += BytePlanesSse2.BlocksAtOnce)
            {
                int blocks = Math.Min(BytePlanesSse2.BlocksAtOnce, planes.Blocks - block);
                for (int test = 0; test < tests; test++)
                {
                    byte* row = rows.Start + (test * stride) + ((long)block * BytePlanesSse2.RowBytes);
                    Span<long> sum = sums.Span.Slice(test * planes.Count, planes.Count);
                    PlaneProductsLanes<TVector, TOps>.Add(row, planes.Block(block), blocks, planes.Count, sum);
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
}
