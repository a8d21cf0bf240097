namespace Dpsa.Privacy.Tests;

/// <summary>Tests of samples against the discrete Gaussian and against each other.</summary>
internal static class GoodnessOfFit
{
    /// <summary>The probability below which a fit is refused: what a correct sampler fails with, for a random seed.</summary>
    public const double ErrorProbability = 1e-9;

    /// <summary>P(y &lt;= k) for the discrete Gaussian: summed where that is feasible, else the normal limit.</summary>
    /// <remarks>With continuity correction the limit is off by less than 1 / sigma^2, which no sample here resolves.</remarks>
    public static Func<Int128, double> Cdf(double sigma)
    {
        if (sigma > 1000_000)
            return k => SpecialFunctions.NormalCdf(((double)k + 0.5) / sigma);
        int reach = (int)(12 * sigma) + 12;
        double[] cumulative = new double[2 * reach + 1];
        double sum = 0;
        for (int k = -reach; k <= reach; k++)
            cumulative[k + reach] = sum += Math.Exp(-(double)k * k / (2 * sigma * sigma));
        return k => k < -reach ? 0 : k >= reach ? 1 : cumulative[(int)k + reach] / sum;
    }

    /// <summary>Largest distance between the sample's distribution function and the given one.</summary>
    public static double KolmogorovSmirnov(Int128[] sample, Func<Int128, double> cdf)
    {
        Int128[] sorted = [.. sample.Order()];
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i + 1 < sorted.Length && sorted[i + 1] == sorted[i])
                continue;
            double below = (double)(i + 1) / sorted.Length;
            largest = Math.Max(largest, Math.Abs(below - cdf(sorted[i])));
            if (i + 1 < sorted.Length)
                largest = Math.Max(largest, Math.Abs(below - cdf(sorted[i + 1] - 1)));
        }
        return largest;
    }

    /// <summary>What <see cref="KolmogorovSmirnov"/> exceeds with at most <see cref="ErrorProbability"/> (Massart 1990).</summary>
    public static double KolmogorovSmirnovLimit(int sampleSize) => Math.Sqrt(Math.Log(2 / ErrorProbability) / (2 * sampleSize));

    /// <summary>
    /// Chi-square p-value of the sample over the cells (-inf, e0], (e0, e1] ... (en, inf); each should expect 10 or more.
    /// </summary>
    public static double ChiSquare(Int128[] sample, Int128[] edges, Func<Int128, double> cdf)
    {
        double statistic = 0;
        long[] counts = Count(sample, edges);
        for (int i = 0; i < counts.Length; i++)
        {
            double probability = (i < edges.Length ? cdf(edges[i]) : 1) - (i > 0 ? cdf(edges[i - 1]) : 0);
            double expected = probability * sample.Length;
            expected.ShouldBeGreaterThan(10);
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return SpecialFunctions.ChiSquareTail(statistic, counts.Length - 1);
    }

    /// <summary>Chi-square p-value of both samples having the same distribution, over the same cells.</summary>
    public static double ChiSquareTwoSamples(Int128[] first, Int128[] second, Int128[] edges)
    {
        long[] a = Count(first, edges), b = Count(second, edges);
        double ratio = Math.Sqrt((double)second.Length / first.Length);
        double statistic = 0;
        for (int i = 0; i < a.Length; i++)
        {
            (a[i] + b[i]).ShouldBeGreaterThan(20);
            double difference = ratio * a[i] - b[i] / ratio;
            statistic += difference * difference / (a[i] + b[i]);
        }
        return SpecialFunctions.ChiSquareTail(statistic, a.Length - 1);
    }

    /// <summary>Cell edges sigma/8 apart over three sigma to either side, or every integer where sigma is small.</summary>
    public static Int128[] Edges(double sigma)
    {
        double step = Math.Max(1, sigma / 8);
        int cells = (int)(3 * sigma / step);
        return [.. Enumerable.Range(-cells, 2 * cells + 1).Select(i => (Int128)Math.Floor(i * step))];
    }

    private static long[] Count(Int128[] sample, Int128[] edges)
    {
        long[] counts = new long[edges.Length + 1];
        foreach (Int128 y in sample)
        {
            int index = Array.BinarySearch(edges, y);
            counts[index >= 0 ? index : ~index]++;
        }
        return counts;
    }
}
