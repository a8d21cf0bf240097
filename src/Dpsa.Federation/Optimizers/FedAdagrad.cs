// FedAdagrad: Reddi et al., "Adaptive Federated Optimization", ICLR 2021 (arXiv 2003.00295), algorithm 2.
//
//     v  <-  v + Delta^2

namespace Dpsa.Federation;

/// <summary>
/// Adagrad on the server (Reddi et al. 2021): steps of a coordinate shrink with all that it has moved. Moments <c>m</c> and <c>v</c>.
/// </summary>
public sealed class FedAdagrad : AdaptiveOptimizer
{
    /// <summary>Default of the learning rate; to be tuned, like those of all adaptive algorithms.</summary>
    public const double DefaultLearningRate = 0.1;

    /// <summary>Default of beta1: no momentum, as Adagrad is usually meant.</summary>
    public const double DefaultBeta1 = 0;

    /// <summary>Chooses the hyperparameters.</summary>
    /// <param name="learningRate">Server learning rate, between 2^-60 and 2^60; default 0.1.</param>
    /// <param name="beta1">Share of the mean update that a step keeps, in [0, 1); default 0.</param>
    /// <param name="tau">Added to each coordinate's scale, between 2^-60 and 2^60; default 0.001.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public FedAdagrad(double learningRate = DefaultLearningRate, double beta1 = DefaultBeta1, double tau = DefaultTau)
        : base(nameof(FedAdagrad), learningRate, beta1, tau)
    {
    }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} learning-rate={LearningRate} beta1={Beta1} tau={Tau}");

    private protected override double Accumulate(double accumulator, double squared) => accumulator + squared;
}
