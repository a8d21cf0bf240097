// Calibration of the discrete Gaussian to zCDP (Canonne, Kamath and Steinke 2020, Theorem 4).
//
//     sigma = sensitivity / e     exact rational, in integer units of the aggregate
//     cost    e^2 / 2 zCDP        against an observer who knows the other aggregator's noise
//
// A sigma below one integer unit is refused. The guarantee would hold there, but most draws are zero (79% at sigma = 1/2,
// 99.93% at 1/4; 40% at 1): what is released is the exact sum, up to a few coordinates, and the
// fixed point is too coarse for the noise that was asked for. The accounting of docs/accounting.md starts at one as well.

using System.Globalization;

namespace Dpsa.Privacy;

/// <summary>Discrete Gaussian noise of parameter sigma = L2 sensitivity / e on every coordinate.</summary>
public sealed class DiscreteGaussianMechanism : NoiseMechanism
{
    private readonly DiscreteGaussian _distribution;

    private DiscreteGaussianMechanism(ZcdpBudget budget, long l2Sensitivity, Rational sigma)
    {
        Budget = budget;
        L2Sensitivity = l2Sensitivity;
        _distribution = new DiscreteGaussian(sigma);
    }

    /// <summary>1: the smallest sigma, in integer units, of a mechanism.</summary>
    public static Rational MinSigma => Rational.One;

    /// <summary>What one release costs.</summary>
    public override ZcdpBudget Budget { get; }

    /// <summary>L2 distance, in integer units, which replacing one client can move the sum by.</summary>
    public long L2Sensitivity { get; }

    /// <inheritdoc/>
    public override Rational Sigma => _distribution.Sigma;

    /// <summary>The mechanism that spends <paramref name="budget"/> on a release of the given sensitivity.</summary>
    /// <param name="budget">What the release may cost.</param>
    /// <param name="l2Sensitivity">
    /// L2 distance, in the integer units of the aggregate, which replacing one client can move the sum by; above 0.
    /// For n-bit fixed point vectors of norm below 2^(n-1) it is 2^n.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The sensitivity is not above 0, or sigma is below <see cref="MinSigma"/> or above <see cref="DiscreteGaussian.MaxSigma"/>.
    /// </exception>
    public static DiscreteGaussianMechanism ForBudget(ZcdpBudget budget, long l2Sensitivity)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(l2Sensitivity);
        Rational sigma = l2Sensitivity / budget.Epsilon;
        if (sigma < MinSigma)
            throw new ArgumentOutOfRangeException(nameof(budget), Text(sigma),
                $"Noise of standard deviation {Text(sigma)} is below {MinSigma} integer unit and rounds to zero; "
                + $"use more fractional bits, or a privacy parameter of at most {l2Sensitivity} (it is {Text(budget.Epsilon)}).");
        if (sigma > DiscreteGaussian.MaxSigma)
            throw new ArgumentOutOfRangeException(nameof(budget), Text(sigma),
                $"Noise of standard deviation {Text(sigma)} integer units is above the limit of 2^100; "
                + $"use fewer fractional bits, or a larger privacy parameter than {Text(budget.Epsilon)}.");
        return new DiscreteGaussianMechanism(budget, l2Sensitivity, sigma);

        static string Text(Rational value) => value.ToDouble().ToString("G6", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override void Fill(Span<Int128> noise) => _distribution.Fill(noise);

    /// <inheritdoc/>
    public override void FillParallel(
        Memory<Int128> noise, int maxDegreeOfParallelism = -1, CancellationToken cancellationToken = default) =>
        _distribution.FillParallel(noise, maxDegreeOfParallelism, cancellationToken);
}
