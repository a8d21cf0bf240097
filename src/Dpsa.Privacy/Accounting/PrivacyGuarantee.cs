// From a run's zCDP cost, and its noise where that is known, to (epsilon, delta) (docs/accounting.md, Theorem 3).
//
//     concentrated   the tight conversion of ZcdpAccounting
//     exact          epsilon = epsilon_G(mu, delta') + 2 eta     mu = sqrt(2 rho), epsilon_G of GaussianAccounting
//                    delta'  = (delta - (1 + e^(epsilon_G + eta)) tail) e^-eta
//     tail           1e-30, or less: such that its share of delta is at most one part in 10^9

namespace Dpsa.Privacy;

/// <summary>A bound of approximate differential privacy, and how it was obtained. Rounded to the safe side.</summary>
public sealed record PrivacyGuarantee
{
    // Eta must be small against epsilon for the exact conversion to be trusted.
    private const double LargestRelativeEta = 1e-3;

    private const double TailShare = 1e-9;

    private static readonly double s_largestLogTail = Math.Log(1e-30);

    private PrivacyGuarantee(double epsilon, double delta, PrivacyConversion conversion, double? eta, string explanation)
    {
        Epsilon = epsilon;
        Delta = delta;
        Conversion = conversion;
        Eta = eta;
        Explanation = explanation;
    }

    /// <summary>Epsilon, rounded up: the odds about a client's data grow by a factor of e^epsilon at most. Infinite for no bound.</summary>
    public double Epsilon { get; }

    /// <summary>Delta: what the bound on the odds may fail with.</summary>
    public double Delta { get; }

    /// <summary>How <see cref="Epsilon"/> was obtained.</summary>
    public PrivacyConversion Conversion { get; }

    /// <summary>
    /// Bound on the log ratio of the discrete noise and Gaussian noise over the whole run; <see cref="Epsilon"/> has twice this in
    /// it when the conversion is exact. Null where the noise is not known; infinite where it is too small to be compared.
    /// </summary>
    public double? Eta { get; }

    /// <summary>Why the conversion is the one that it is, in one sentence.</summary>
    public string Explanation { get; }

    /// <summary>The best valid bound at the given delta for everything that a run released.</summary>
    /// <param name="rho">The run's zCDP cost: the sum over its rounds. At least 0; infinity gives an infinite epsilon.</param>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <param name="noise">
    /// The discrete Gaussian noise that the cost is that of. Without it, or where eta is above a thousandth of epsilon, the
    /// conversion from zCDP is used, and <see cref="Conversion"/> says so.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static PrivacyGuarantee Of(double rho, double delta, DiscreteNoise? noise = null) =>
        Of(rho, delta, noise, HonestAggregators.One);

    /// <summary>
    /// The bound for the noise of one aggregator, or of both; rho is the cost under a discrete Gaussian as wide as the noise that
    /// counts, which the sum of both aggregators' noise is within the slack of.
    /// </summary>
    internal static PrivacyGuarantee Of(double rho, double delta, DiscreteNoise? noise, HonestAggregators honest)
    {
        Check.Rho(rho);
        Check.Delta(delta);
        double slack = honest == HonestAggregators.Both && noise is not null ? noise.ConvolutionSlack() : 0;
        double inner = slack > 0 ? delta * Math.Exp(-slack) * (1 - 1e-15) : delta;
        if (inner == 0)
            return Concentrated(double.PositiveInfinity, "the noise is too small to be compared with Gaussian noise", slack);
        double bound = ZcdpAccounting.Epsilon(rho, inner);
        double reported = slack > 0 ? Math.BitIncrement(bound + 2 * slack) : bound;
        if (noise is null)
            return Concentrated(reported, "dimension and granularity of the noise are not known", null);
        if (bound == 0 || double.IsInfinity(bound))
            return Concentrated(reported, bound == 0 ? "nothing was spent" : "nothing bounds the cost", null);

        // The exact bound is used only where it is within the one from zCDP: then e^(epsilon_G + eta) <= e^bound.
        double logTail = Math.Min(s_largestLogTail, Math.Log(inner * TailShare / 2) - bound);
        double eta = noise.Eta(logTail, honest);
        double rest = inner * (1 - 1.01 * TailShare) * Math.Exp(-eta);
        if (rest == 0)
            return Concentrated(reported, "the noise is too small to be compared with Gaussian noise", eta);
        double exact = Math.BitIncrement(GaussianAccounting.Epsilon(GaussianAccounting.MuOfRho(rho), rest) + 2 * eta);
        if (eta > LargestRelativeEta * exact)
            return Concentrated(reported, FormattableString.Invariant(
                $"the noise's discreteness, eta = {eta:G3}, is above {LargestRelativeEta} of the exact epsilon {exact:G4}"), eta);
        if (exact > bound)
            return Concentrated(reported, "the exact conversion is no tighter", eta);
        return new PrivacyGuarantee(slack > 0 ? Math.BitIncrement(exact + 2 * slack) : exact, delta, PrivacyConversion.ExactGaussian, eta,
            FormattableString.Invariant($"Exact for Gaussian noise, with 2 eta = {2 * eta:G3} for the discreteness of the noise."));

        PrivacyGuarantee Concentrated(double epsilon, string reason, double? eta) =>
            new(epsilon, delta, PrivacyConversion.Concentrated, eta, $"Converted from zCDP, because {reason}.");
    }

    /// <summary>"epsilon = 8 at delta = 1E-05 (ExactGaussian)".</summary>
    public override string ToString() => FormattableString.Invariant($"epsilon = {Epsilon:G6} at delta = {Delta:G3} ({Conversion})");
}
