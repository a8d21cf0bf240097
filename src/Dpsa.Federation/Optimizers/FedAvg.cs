// Federated averaging: McMahan, Moore, Ramage, Hampson, Agüera y Arcas, "Communication-Efficient Learning of Deep Networks from
// Decentralized Data", AISTATS 2017, algorithm 1, with a server learning rate.
//
//     x  <-  x + eta * sum / n     (mean)
//     x  <-  x + eta * sum         (sum)

namespace Dpsa.Federation;

/// <summary>Adds the mean, or the sum, of the clients' updates (McMahan et al. 2017, algorithm 1). It has no moments.</summary>
/// <remarks>All clients weigh the same: a weight by sample count would tell the count, and stretch the norm bound.</remarks>
public sealed class FedAvg : ServerOptimizer
{
    /// <summary>Default of the learning rate: the plain mean.</summary>
    public const double DefaultLearningRate = 1;

    /// <summary>Chooses the hyperparameters.</summary>
    /// <param name="rule">Sum or mean; default mean.</param>
    /// <param name="learningRate">Factor on the sum or mean before it is added, between 2^-60 and 2^60; default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public FedAvg(UpdateRule rule = UpdateRule.Mean, double learningRate = DefaultLearningRate)
        : base(nameof(FedAvg), learningRate)
    {
        if (!Enum.IsDefined(rule))
            throw new ArgumentOutOfRangeException(nameof(rule), rule, $"The rule is {UpdateRule.Sum} or {UpdateRule.Mean}.");
        Rule = rule;
    }

    /// <summary>Sum or mean.</summary>
    public UpdateRule Rule { get; }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} rule={Rule} learning-rate={LearningRate}");

    private protected override double[][] Begin(int dimension) => [];

    private protected override double[][] Move(
        ReadOnlySpan<float> global, ReadOnlySpan<double> sum, long reportCount, ReadOnlyMemory<double>[] moments, Span<float> next)
    {
        double factor = LearningRate / (Rule == UpdateRule.Mean ? reportCount : 1);
        for (int i = 0; i < next.Length; i++) next[i] = (float)(global[i] + (factor * sum[i]));
        return [];
    }
}
