namespace Dpsa.Examples.Cifar.Report;

/// <summary>Seconds by phase, summed over clients and over both aggregators: with several threads more than the clock on the wall shows.</summary>
/// <param name="Train">Local training, all clients.</param>
/// <param name="Shard">Clip, quantise, share and prove, all clients.</param>
/// <param name="Verify">Both aggregators' checks of all proofs.</param>
/// <param name="Aggregate">Noise, release and the step of the global model.</param>
/// <param name="Evaluate">The global model on the test set.</param>
internal sealed record PhaseSeconds(double Train, double Shard, double Verify, double Aggregate, double Evaluate)
{
    public static PhaseSeconds Zero { get; } = new(0, 0, 0, 0, 0);

    public static PhaseSeconds operator +(PhaseSeconds left, PhaseSeconds right) => new(
        left.Train + right.Train,
        left.Shard + right.Shard,
        left.Verify + right.Verify,
        left.Aggregate + right.Aggregate,
        left.Evaluate + right.Evaluate);
}
