using System.Diagnostics;
using Dpsa.Aggregator;
using Dpsa.Federation;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>What one round did, as the coordinator may know it.</summary>
internal sealed record RoundReport
{
    public required int Round { get; init; }

    /// <summary>The global model on the test set after the round.</summary>
    public required Evaluation Test { get; init; }

    /// <summary>Mean loss during the clients' training, as they report it.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Samples trained on, over all clients and local epochs.</summary>
    public required long Samples { get; init; }

    /// <summary>Reports in the sum.</summary>
    public required long Reports { get; init; }

    /// <summary>Reports which an aggregator refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Clients that sent nothing, and why.</summary>
    public IReadOnlyList<string> FailedClients { get; init; } = [];

    /// <summary>From all clients to both aggregators.</summary>
    public required long BytesSent { get; init; }

    public required long BytesBetweenAggregators { get; init; }

    /// <summary>L2 norm of the global model's step, noise included.</summary>
    public required double StepNorm { get; init; }

    public required PhaseSeconds Seconds { get; init; }

    public required double WallSeconds { get; init; }

    /// <param name="round">The round as the coordinator saw it.</param>
    /// <param name="clients">All clients, for the times that they measured themselves.</param>
    /// <param name="aggregators">What the aggregators did in it.</param>
    public static RoundReport Of(RoundResult round, IReadOnlyList<CifarClient> clients, AggregationStatistics aggregators)
    {
        HashSet<string> answered = [.. round.Answers.Select(a => a.Client)];
        RoundDiagnostics[] own = [.. clients.Where(c => answered.Contains(c.Name)).Select(c => c.LastRound!)];
        return new RoundReport
        {
            Round = round.Round,
            Test = Evaluation.Of(round.Evaluation),
            TrainLoss = round.Metrics.TryGetValue(CifarClient.LossMetric, out double loss) ? loss : null,
            Samples = round.SampleCount,
            Reports = round.ReportCount,
            Rejected = aggregators.Rejected.Values.Sum(),
            FailedClients = [.. round.Failures.Select(f => $"{f.Client}: {f.Message}")],
            BytesSent = round.BytesSent,
            BytesBetweenAggregators = aggregators.BytesBetweenAggregators,
            StepNorm = round.UpdateNorm,
            Seconds = new PhaseSeconds(
                own.Sum(t => t.TrainTime.TotalSeconds),
                own.Sum(t => t.ShardTime.TotalSeconds),
                aggregators.VerifyTime.TotalSeconds,
                (round.Times.Collect + round.Times.Step).TotalSeconds,
                round.Times.Evaluate.TotalSeconds),
            WallSeconds = round.Times.Total.TotalSeconds,
        };
    }
}

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

/// <summary>Sums over all rounds.</summary>
internal sealed record RunTotals
{
    public required long BytesSent { get; init; }

    public required long BytesBetweenAggregators { get; init; }

    public required long Samples { get; init; }

    public required PhaseSeconds Seconds { get; init; }

    public required double WallSeconds { get; init; }

    /// <summary>Highest resident memory of the process so far.</summary>
    public required long PeakMemoryBytes { get; init; }

    public static RunTotals Of(IReadOnlyList<RoundReport> rounds, TimeSpan wall)
    {
        using Process process = Process.GetCurrentProcess();
        return new RunTotals
        {
            BytesSent = rounds.Sum(r => r.BytesSent),
            BytesBetweenAggregators = rounds.Sum(r => r.BytesBetweenAggregators),
            Samples = rounds.Sum(r => r.Samples),
            Seconds = rounds.Aggregate(PhaseSeconds.Zero, (sum, r) => sum + r.Seconds),
            WallSeconds = wall.TotalSeconds,
            PeakMemoryBytes = process.PeakWorkingSet64,
        };
    }
}
