// The gamma distribution of scale 1, by Marsaglia, Tsang: "A Simple Method for Generating Gamma Variables", ACM Transactions on
// Mathematical Software 26(3), 2000; normal variables by Marsaglia's polar method.
//
//     shape >= 1    d = shape - 1/3, c = 1 / sqrt(9 d); x normal, v = (1 + c x)^3, u uniform:
//                   d v is taken where v > 0 and log u < x^2 / 2 + d - d v + d log v
//     shape <  1    gamma(shape) = gamma(shape + 1) * u^(1 / shape), section 6
//
// As logarithms: at a shape of 0.01 a variable is below the smallest float64 more often than not.

namespace Dpsa.Federation;

/// <summary>Samples gamma variables from a seeded stream.</summary>
internal static class GammaSampler
{
    /// <summary>The logarithm of a gamma variable.</summary>
    /// <param name="shape">Positive and finite.</param>
    /// <param name="random">The stream; only the numbers drawn from it decide the result.</param>
    public static double NextLog(double shape, SeededRandom random)
    {
        double boost = shape < 1 ? Math.Log(NextPositive(random)) / shape : 0;
        double d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextNormal(random);
            double root = 1 + (c * x);
            if (root <= 0) continue;
            double v = root * root * root;
            double logV = 3 * Math.Log(root);
            if (Math.Log(NextPositive(random)) < (x * x / 2) + d - (d * v) + (d * logV)) return Math.Log(d) + logV + boost;
        }
    }

    private static double NextNormal(SeededRandom random)
    {
        while (true)
        {
            double x = (2 * random.NextDouble()) - 1;
            double y = (2 * random.NextDouble()) - 1;
            double squared = (x * x) + (y * y);
            if (squared is > 0 and < 1) return x * Math.Sqrt(-2 * Math.Log(squared) / squared);
        }
    }

    // Uniform in (0, 1].
    private static double NextPositive(SeededRandom random) => 1 - random.NextDouble();
}
