// FedAdam: Reddi et al., "Adaptive Federated Optimization", ICLR 2021 (arXiv 2003.00295), algorithm 2.
//
//     v  <-  beta2 * v + (1 - beta2) * Delta^2

namespace Dpsa.Federation;

/// <summary>
/// Adam on the server (Reddi et al. 2021): steps are scaled by a moving average of squared updates. Moments <c>m</c> and <c>v</c>.
/// </summary>
public sealed class FedAdam : AdaptiveOptimizer
{
    /// <summary>Default of the learning rate; to be tuned, like those of all adaptive algorithms.</summary>
    public const double DefaultLearningRate = 0.01;

    /// <summary>Default of beta1.</summary>
    public const double DefaultBeta1 = 0.9;

    /// <summary>Default of beta2.</summary>
    public const double DefaultBeta2 = 0.99;

    /// <summary>Chooses the hyperparameters.</summary>
    /// <param name="learningRate">Server learning rate, between 2^-60 and 2^60; default 0.01.</param>
    /// <param name="beta1">Share of the mean update that a step keeps, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Share of the accumulator that a step keeps, in [0, 1); default 0.99.</param>
    /// <param name="tau">Added to each coordinate's scale, between 2^-60 and 2^60; default 0.001.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public FedAdam(
        double learningRate = DefaultLearningRate, double beta1 = DefaultBeta1, double beta2 = DefaultBeta2, double tau = DefaultTau)
        : base(nameof(FedAdam), learningRate, beta1, tau) => Beta2 = Hyperparameter.Decay(beta2, nameof(beta2));

    /// <summary>Share of the accumulator that a step keeps, in [0, 1).</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    public override string Description =>
        FormattableString.Invariant($"{Name} learning-rate={LearningRate} beta1={Beta1} beta2={Beta2} tau={Tau}");

    private protected override double Accumulate(double accumulator, double squared) => (Beta2 * accumulator) + ((1 - Beta2) * squared);
}
