// From rho-zCDP to (epsilon, delta)-differential privacy.
//
//     simple    epsilon = rho + 2 sqrt(rho ln(1/delta))                    Bun and Steinke 2016, Proposition 1.3
//     tight     epsilon = min over alpha > 1 of                            Canonne, Kamath and Steinke 2020,
//                   alpha rho + ln(1 - 1/alpha)                            section 2.3 (Corollary 13)
//                   + (ln(1/delta) - ln alpha) / (alpha - 1)
//
// Every alpha gives a valid bound, so that an optimum found only approximately costs tightness, not soundness.
// In a = alpha - 1 the derivative of the tight bound is rho - (ln(1/delta) - ln(1 + a)) / a^2: it changes sign once.
// Results are rounded upwards, by a bound on the rounding errors of the terms that they are made of.

namespace Dpsa.Privacy;

/// <summary>Converts a zCDP cost rho into the (epsilon, delta) of approximate differential privacy, and back.</summary>
public static class ZcdpAccounting
{
    private const int Halvings = 200;

    // Keeps the search finite where rho is too small to matter.
    private const double LargestOrder = 1e100;

    // Four units in the last place of 1: more than the operations on one term lose.
    private const double Margin = 8.9e-16;

    /// <summary>The smallest epsilon known to follow from rho-zCDP at the given delta: the tight conversion.</summary>
    /// <param name="rho">zCDP cost; at least 0. Infinity gives infinity.</param>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Epsilon(double rho, double delta)
    {
        Check.Rho(rho);
        Check.Delta(delta);
        if (rho == 0 || double.IsInfinity(rho))
            return rho;
        double failure = -Math.Log(delta);
        double low = 0;
        double high = Math.Min(Math.Sqrt(failure / rho), LargestOrder);
        for (int i = 0; i < Halvings && low < high; i++)
        {
            double middle = low + (high - low) / 2;
            if (rho * middle * middle < failure - Math.Log(1 + middle))
                low = middle;
            else
                high = middle;
        }
        double a = high;
        double order = (1 + a) * rho, logInverse = LogOnePlusInverse(a), log = Math.Log(1 + a);
        double epsilon = order - logInverse + (failure - log) / a;
        epsilon += Margin * (order + logInverse + (failure + log + 1) / a);
        return Math.Max(0, Math.Min(epsilon, SimpleEpsilon(rho, delta)));
    }

    /// <summary>epsilon = rho + 2 sqrt(rho ln(1/delta)): the bound most papers quote; never below <see cref="Epsilon"/>.</summary>
    /// <param name="rho">zCDP cost; at least 0. Infinity gives infinity.</param>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double SimpleEpsilon(double rho, double delta)
    {
        Check.Rho(rho);
        Check.Delta(delta);
        return (rho + 2 * Math.Sqrt(rho * -Math.Log(delta))) * (1 + Margin);
    }

    /// <summary>The smallest delta known to follow from rho-zCDP at the given epsilon: the tight conversion.</summary>
    /// <param name="rho">zCDP cost; at least 0. Infinity gives 1.</param>
    /// <param name="epsilon">Epsilon of approximate differential privacy; at least 0 and finite.</param>
    /// <returns>A probability, at most 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Delta(double rho, double epsilon)
    {
        Check.Rho(rho);
        Check.Epsilon(epsilon);
        if (rho == 0)
            return 0;
        if (double.IsInfinity(rho))
            return 1;
        // ln delta = a ((1 + a) rho - epsilon) + a ln(a / (1 + a)) - ln(1 + a) is convex in a.
        double low = 0;
        double high = Math.Min((epsilon + 1) / (2 * rho) + 1, LargestOrder);
        for (int i = 0; i < Halvings && low < high; i++)
        {
            double middle = low + (high - low) / 2;
            if ((2 * middle + 1) * rho - epsilon + Math.Log(middle) - Math.Log(1 + middle) < 0)
                low = middle;
            else
                high = middle;
        }
        double a = high;
        double order = (1 + a) * rho, logInverse = LogOnePlusInverse(a), log = Math.Log(1 + a);
        double logarithm = a * (order - epsilon - logInverse) - log;
        logarithm += Margin * (a * (order + epsilon + logInverse) + log + 1);
        return Math.Min(1, Math.BitIncrement(Math.Exp(logarithm)));
    }

    // ln(1 + 1/a), without cancellation at either end.
    private static double LogOnePlusInverse(double a)
    {
        if (a < 1)
            return Math.Log(1 + a) - Math.Log(a);
        double x = 1 / a, sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
