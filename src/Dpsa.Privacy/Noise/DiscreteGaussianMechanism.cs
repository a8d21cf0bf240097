// Calibration of the discrete Gaussian to zCDP (Canonne, Kamath and Steinke 2020, Theorem 4).
//
//     sigma = sensitivity / e     exact rational, in integer units of the aggregate
//     cost    e^2 / 2 zCDP        against an observer who knows the other aggregator's noise

namespace Dpsa.Privacy;

/// <summary>Discrete Gaussian noise of parameter sigma = L2 sensitivity / e on every coordinate.</summary>
public sealed class DiscreteGaussianMechanism : NoiseMechanism
{
    private readonly DiscreteGaussian _distribution;

    private DiscreteGaussianMechanism(ZcdpBudget budget, long l2Sensitivity)
    {
        Budget = budget;
        L2Sensitivity = l2Sensitivity;
        _distribution = new DiscreteGaussian(l2Sensitivity / budget.Epsilon);
    }

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
    /// The sensitivity is not above 0, or sigma is above <see cref="DiscreteGaussian.MaxSigma"/>.
    /// </exception>
    public static DiscreteGaussianMechanism ForBudget(ZcdpBudget budget, long l2Sensitivity)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(l2Sensitivity);
        return new DiscreteGaussianMechanism(budget, l2Sensitivity);
    }

    /// <inheritdoc/>
    public override void Fill(Span<Int128> noise) => _distribution.Fill(noise);

    /// <inheritdoc/>
    public override void FillParallel(
        Memory<Int128> noise, int maxDegreeOfParallelism = -1, CancellationToken cancellationToken = default) =>
        _distribution.FillParallel(noise, maxDegreeOfParallelism, cancellationToken);
}
