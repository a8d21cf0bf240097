// Mills' ratio of the standard normal distribution, R(t) = P(X > t) / phi(t), for t >= 0.
//
//     t < 1     sqrt(pi/2) exp(t^2/2) - (t + t^3/3 + t^5/(3*5) + ...)
//     t >= 1    1/(t + 1/(t + 2/(t + 3/(t + ...))))          Laplace's continued fraction, from its inside out
//
// With 20 + 250/t^2 terms the fraction has converged to double precision for every t >= 1; it has positive terms only,
// and the series loses a factor of 3.2 at most, so that the relative error stays below 3e-15.

namespace Dpsa.Privacy;

internal static class MillsRatio
{
    /// <summary>Bound on the relative error of <see cref="Of"/>, with room to spare.</summary>
    public const double RelativeError = 1e-14;

    /// <summary>sqrt(2 pi).</summary>
    public const double SqrtTwoPi = 2.5066282746310005;

    public static double Of(double t) => t < 1 ? Series(t) : Fraction(t);

    private static double Series(double t)
    {
        double term = t, sum = t;
        for (int n = 3; term > sum * 1e-17; n += 2)
            sum += term *= t * t / n;
        return SqrtTwoPi / 2 * Math.Exp(t * t / 2) - sum;
    }

    private static double Fraction(double t)
    {
        int terms = 20 + (int)(250 / t / t);
        double rest = t / 2 + Math.Sqrt(t / 2 * (t / 2) + terms);
        for (int k = terms; k > 0; k--)
            rest = t + k / rest;
        return 1 / rest;
    }
}
