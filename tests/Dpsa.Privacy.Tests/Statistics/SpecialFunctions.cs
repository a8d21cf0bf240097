namespace Dpsa.Privacy.Tests;

/// <summary>Tail probabilities, to about 12 digits.</summary>
internal static class SpecialFunctions
{
    /// <summary>P(X &lt;= z) for a standard normal X.</summary>
    public static double NormalCdf(double z)
    {
        double tail = UpperGamma(0.5, z * z / 2) / 2;
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>P(X &gt;= statistic) for a chi-square X.</summary>
    public static double ChiSquareTail(double statistic, int degreesOfFreedom) =>
        UpperGamma(degreesOfFreedom / 2.0, statistic / 2);

    /// <summary>The regularised upper incomplete gamma function Q(a, x).</summary>
    public static double UpperGamma(double a, double x)
    {
        if (x <= 0)
            return 1;
        double front = Math.Exp(-x + a * Math.Log(x) - LogGamma(a));
        if (x < a + 1)
        {
            double term = 1 / a, sum = term;
            for (int n = 1; term > sum * 1e-16; n++)
                sum += term *= x / (a + n);
            return 1 - front * sum;
        }
        // Lentz's method on the continued fraction.
        double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
        for (int n = 1; n < 100_000; n++)
        {
            double an = -n * (n - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15)
                break;
        }
        return front * h;
    }

    /// <summary>ln Gamma(a) for a &gt; 0: Stirling's series after shifting the argument above 15.</summary>
    public static double LogGamma(double a)
    {
        double shift = 0;
        for (; a < 15; a++)
            shift -= Math.Log(a);
        double inverse = 1 / (a * a);
        double series = (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse / 1680.0))) / a;
        return shift + (a - 0.5) * Math.Log(a) - a + 0.5 * Math.Log(2 * Math.PI) + series;
    }
}
