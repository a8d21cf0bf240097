namespace Dpsa.Privacy;

/// <summary>The standard normal distribution function and its inverse, to about 14 digits in both tails.</summary>
internal static class StandardNormal
{
    // Beyond it the tail is below the smallest double.
    private const double Reach = 40;

    public static double Cdf(double x)
    {
        double t = Math.Min(Math.Abs(x), Reach);
        double tail = Math.Exp(-t * t / 2) / MillsRatio.SqrtTwoPi * MillsRatio.Of(t);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The smallest x found with P(X &lt;= x) at least the probability.</summary>
    public static double Quantile(double probability)
    {
        double low = -Reach, high = Reach;
        for (int i = 0; i < 100; i++)
        {
            double middle = low + (high - low) / 2;
            if (Cdf(middle) >= probability)
                high = middle;
            else
                low = middle;
        }
        return high;
    }
}
