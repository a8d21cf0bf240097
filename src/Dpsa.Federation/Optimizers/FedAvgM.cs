// Federated averaging with server momentum: Hsu, Qi, Brown, "Measuring the Effects of Non-Identical Data Distribution for Federated
// Visual Classification", 2019 (arXiv 1909.06335), section 4.3, with a server learning rate.
//
//     Delta  =  sum / n
//     v  <-  beta * v + Delta      v = 0 before the first step
//     x  <-  x + eta * v

namespace Dpsa.Federation;

/// <summary>Federated averaging with server momentum (Hsu, Qi, Brown 2019). Its moment is the velocity <c>v</c>.</summary>
/// <remarks>
/// Updates that point the same way add up to 1 / (1 - momentum) times their size; so do learning rate and momentum together.
/// The noise of each round is carried on too.
/// </remarks>
public sealed class FedAvgM : ServerOptimizer
{
    /// <summary>Default of the learning rate.</summary>
    public const double DefaultLearningRate = 1;

    /// <summary>Default of the momentum.</summary>
    public const double DefaultMomentum = 0.9;

    /// <summary>Chooses the hyperparameters.</summary>
    /// <param name="learningRate">Factor on the velocity before it is added, between 2^-60 and 2^60; default 1.</param>
    /// <param name="momentum">Share of the velocity that a step keeps, in [0, 1); default 0.9.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public FedAvgM(double learningRate = DefaultLearningRate, double momentum = DefaultMomentum)
        : base(nameof(FedAvgM), learningRate, "v") => Momentum = Hyperparameter.Decay(momentum, nameof(momentum));

    /// <summary>Share of the velocity that a step keeps, in [0, 1).</summary>
    public double Momentum { get; }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} learning-rate={LearningRate} momentum={Momentum}");

    private protected override double[][] Begin(int dimension) => [new double[dimension]];

    private protected override double[][] Move(
        ReadOnlySpan<float> global, ReadOnlySpan<double> sum, long reportCount, ReadOnlyMemory<double>[] moments, Span<float> next)
    {
        ReadOnlySpan<double> before = moments[0].Span;
        double[] velocity = new double[next.Length];
        for (int i = 0; i < next.Length; i++)
        {
            velocity[i] = (Momentum * before[i]) + (sum[i] / reportCount);
            next[i] = (float)(global[i] + (LearningRate * velocity[i]));
        }

        return [velocity];
    }
}
