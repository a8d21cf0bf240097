// The privacy of Gaussian noise, exactly (Balle and Wang 2018, Theorem 8; Dong, Roth and Su 2022, Corollary 1).
//
//     delta(epsilon) = Phi(-epsilon/mu + mu/2) - e^epsilon Phi(-epsilon/mu - mu/2)
//                    = phi(a) (R(a) - R(a + mu))     with a = epsilon/mu - mu/2 and R Mills' ratio
//
// The second form follows from e^epsilon phi(a + mu) = phi(a); it is evaluated in logarithms, so that nothing overflows.
//
// Everything here errs on the safe side. Delta is evaluated as an upper bound: a is rounded down by more than its
// rounding error, each R is moved by more than its relative error, and the sum of what the remaining operations can lose
// is added to the logarithm. Each solver returns a point at which that upper bound was found to be within the target,
// so that no property of the search, such as monotonicity in floating point, is relied on.

namespace Dpsa.Privacy;

/// <summary>
/// Exact accounting of the Gaussian mechanism, by its parameter mu = sensitivity / sigma (mu of Gaussian differential privacy).
/// T rounds, chosen adaptively or not, compose to the root of the sum of the squares of their mu.
/// </summary>
/// <remarks>
/// For noise that is discrete use <see cref="PrivacyGuarantee.Of(double, double, DiscreteNoise?)"/>, which adds what the
/// discreteness can cost. Values are rounded to the safe side: upwards for epsilon and delta, downwards for mu. The excess
/// of delta is a part in 10^9 at most where mu is at least 1e-3; below that, delta has a floor of about 1e-14.
/// </remarks>
public static class GaussianAccounting
{
    private const int Halvings = 200;

    // phi(100) is far below the smallest double.
    private const double Reach = 100;

    // 2^-53: half a unit in the last place of 1.
    private const double Unit = 1.1102230246251565e-16;

    /// <summary>The mu of a zCDP cost of Gaussian noise: sqrt(2 rho), rounded up.</summary>
    /// <param name="rho">zCDP cost; at least 0. Infinity gives infinity.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cost is negative or NaN.</exception>
    public static double MuOfRho(double rho)
    {
        Check.Rho(rho);
        double twice = 2 * rho;
        double root = Math.Sqrt(twice);
        // Exact where the root is: the product has no rounding error then.
        return Math.FusedMultiplyAdd(root, root, -twice) >= 0 || double.IsInfinity(root) ? root : Math.BitIncrement(root);
    }

    /// <summary>The smallest delta at the given epsilon, rounded up.</summary>
    /// <param name="mu">Sensitivity over sigma; at least 0. Infinity gives 1.</param>
    /// <param name="epsilon">Epsilon of approximate differential privacy; at least 0 and finite.</param>
    /// <returns>A probability, at most 1; above 0 unless mu is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Delta(double mu, double epsilon)
    {
        Check.Mu(mu);
        Check.Epsilon(epsilon);
        if (mu == 0)
            return 0;
        double left = epsilon / mu, right = mu / 2;
        if (double.IsInfinity(right) || left - right < -1e15)
            return 1;
        if (left - right > Reach)
            return double.Epsilon;
        return Math.Min(1, UpperDelta(left - right - 4 * Unit * (left + right), mu));
    }

    /// <summary>The smallest epsilon at the given delta, rounded up.</summary>
    /// <param name="mu">Sensitivity over sigma; at least 0. Infinity gives infinity.</param>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Epsilon(double mu, double delta)
    {
        Check.Mu(mu);
        Check.Delta(delta);
        if (Delta(mu, 0) <= delta)
            return 0;
        // delta(epsilon) <= Phi(-a) <= exp(-a^2/2) / 2 for a >= 0.
        double high = mu * (Math.Sqrt(-2 * Math.Log(delta)) + 1) + mu * mu / 2;
        while (double.IsFinite(high) && Delta(mu, high) > delta)
            high *= 2;
        if (!double.IsFinite(high))
            return double.PositiveInfinity;
        double low = 0;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                break;
            if (Delta(mu, middle) <= delta)
                high = middle;
            else
                low = middle;
        }
        return high;
    }

    /// <summary>The largest mu whose noise is (epsilon, delta)-differentially private, rounded down.</summary>
    /// <param name="epsilon">Epsilon of approximate differential privacy; at least 0 and finite.</param>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Mu(double epsilon, double delta)
    {
        Check.Epsilon(epsilon);
        Check.Delta(delta);
        double low = 0, high = 1;
        while (Delta(high, epsilon) <= delta)
        {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < Halvings; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                break;
            if (Delta(middle, epsilon) <= delta)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    // An upper bound of phi(a) (R(a) - R(a + mu)), for a + mu >= 0.
    private static double UpperDelta(double a, double mu)
    {
        const double more = 1 + MillsRatio.RelativeError, less = 1 - MillsRatio.RelativeError;
        double logPhi = -a * a / 2 - Math.Log(MillsRatio.SqrtTwoPi);
        double far = MillsRatio.Of(a + mu) * less;
        if (a < 0)
        {
            // Phi(-a) = 1 - phi(a) R(-a)
            double missing = Math.Exp(logPhi) * (MillsRatio.Of(-a) * less + far);
            return 1 - missing * (1 - 8 * Unit * (2 - logPhi)) + 2 * Unit;
        }
        double logDifference = Math.Log(MillsRatio.Of(a) * more - far);
        double margin = 8 * Unit * (2 - logPhi + Math.Abs(logDifference));
        return Math.BitIncrement(Math.Exp(logPhi + logDifference + margin));
    }
}
