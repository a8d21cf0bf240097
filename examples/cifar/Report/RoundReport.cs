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
}
