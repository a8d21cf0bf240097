// What the best attacker reaches who knows everything but one client's data and sees what was released
// (Dong, Roth and Su 2022, Definition 2.6: mu-GDP means that no test beats the one between N(0, 1) and N(mu, 1)).
//
//     advantage            2 Phi(mu/2) - 1                largest true positive rate minus false positive rate
//     true positive rate   Phi(Phi^-1(fpr) + mu)          at a given false positive rate

namespace Dpsa.Privacy;

/// <summary>
/// The best success of an attack that tells whether a client's data was one thing or another, from a release under Gaussian
/// noise. <see cref="PrivacyReading"/> has the same figures for the discrete noise of a run. Rounded upwards.
/// </summary>
public static class MembershipAttack
{
    // More than what the distribution function and its inverse lose.
    private const double Margin = 1 + 1e-12;

    /// <summary>Largest difference between true and false positive rate, 2 Phi(mu/2) - 1: 0 is guessing, 1 is certainty.</summary>
    /// <param name="mu">Sensitivity over sigma of everything released; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Mu is negative or NaN.</exception>
    public static double Advantage(double mu) => GaussianAccounting.Delta(mu, 0);

    /// <summary>Largest true positive rate at the given false positive rate, Phi(Phi^-1(fpr) + mu).</summary>
    /// <param name="mu">Sensitivity over sigma of everything released; at least 0.</param>
    /// <param name="falsePositiveRate">Rate at which the attack may accuse wrongly; between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double TruePositiveRate(double mu, double falsePositiveRate)
    {
        Check.Mu(mu);
        Check.Rate(falsePositiveRate);
        if (falsePositiveRate is 0 or 1)
            return double.IsInfinity(mu) ? 1 : falsePositiveRate;
        return Math.Min(1, StandardNormal.Cdf(StandardNormal.Quantile(falsePositiveRate) + mu) * Margin);
    }
}
