using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Splits wires into contiguous ranges, one a thread, and adds up what each yields.</summary>
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

        var sums = new Field128[ranges][];
        Parallel.For(0, ranges, new ParallelOptions { MaxDegreeOfParallelism = ranges }, i =>
            sums[i] = compute((int)((long)count * i / ranges), (int)((long)count * (i + 1) / ranges)));
        foreach (Field128[] addend in sums.AsSpan(1))
        {
            for (int i = 0; i < addend.Length; i++)
                sums[0][i] += addend[i];
        }

        return sums[0];
    }
}
