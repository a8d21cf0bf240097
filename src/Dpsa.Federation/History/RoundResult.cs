using System.Collections.ObjectModel;
using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>What a round did, as the coordinator may know it.</summary>
public sealed record RoundResult
{
    /// <summary>Number of the round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>How it ended.</summary>
    public required RoundOutcome Outcome { get; init; }

    /// <summary>Why the model has not moved; null where it has.</summary>
    public string? Reason { get; init; }

    /// <summary>When the round began, by the coordinator's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The round's task; null where none was opened.</summary>
    public TaskId? Task { get; init; }

    /// <summary>The model after the round.</summary>
    public required ModelId Model { get; init; }

    /// <summary>Clients that were asked.</summary>
    public int Asked { get; init; }

    /// <summary>The clients' answers that make sense.</summary>
    public IReadOnlyList<FitResult> Answers { get; init; } = [];

    /// <summary>Answers whose metrics do not count, with the reason; their reports are in the sum where they are valid.</summary>
    public IReadOnlyList<LeftOutAnswer> LeftOut { get; init; } = [];

    /// <summary>Clients that gave no answer.</summary>
    public IReadOnlyList<ClientFailure> Failures { get; init; } = [];

    /// <summary>Reports in the sum.</summary>
    public long ReportCount { get; init; }

    /// <summary>L2 norm of the change of the global model, noise included.</summary>
    public double UpdateNorm { get; init; }

    /// <summary>The clients' metrics, combined by the strategy.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The coordinator's own evaluation of the model after the round; empty where there is none.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The clients' evaluations of the model after the round, combined by the strategy; null where nobody evaluated.</summary>
    public EvaluateSummary? ClientEvaluation { get; init; }

    /// <summary>How long the parts took.</summary>
    public RoundTimes Times { get; init; }

    /// <summary>Samples that the answers claim.</summary>
    public long SampleCount => Answers.Sum(a => a.SampleCount);

    /// <summary>Bytes of the reports of the answers, from clients to aggregators.</summary>
    public long BytesSent => Answers.Sum(a => a.Receipt.BytesSent);
}
