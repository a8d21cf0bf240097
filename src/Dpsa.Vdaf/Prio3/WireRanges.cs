using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Splits wires into contiguous ranges, one a thread, and adds up what each yields. The caller zeroes the sum.</summary>
internal static class WireRanges
{
    /// <summary>Sums the vectors of all ranges.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="compute">The vector of the items from the first number up to, not including, the second.</param>
    public static Field128[] Sum(int count, int threads, Func<int, int, Field128[]> compute)
    {
        int ranges = Math.Min(count, threads);
        if (ranges == 1)
            return compute(0, count);

        var sums = new Secret<Field128>[ranges];
        try
        {
            Parallel.For(0, ranges, new ParallelOptions { MaxDegreeOfParallelism = ranges }, i =>
                sums[i] = new(compute((int)((long)count * i / ranges), (int)((long)count * (i + 1) / ranges))));
            Field128[] total = [.. sums[0].Span];
            foreach (Secret<Field128> addend in sums.AsSpan(1))
                FieldVectors.Add<Field128>(total, addend.Span);
            return total;
        }
        finally
        {
            foreach (Secret<Field128> sum in sums)
                sum.Dispose();
        }
    }
}
