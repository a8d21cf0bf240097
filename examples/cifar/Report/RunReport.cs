using System.Text.Json.Serialization;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Everything that a run leaves in <c>metrics.json</c>.</summary>
internal sealed record RunReport
{
    /// <summary>Rises when a reader of the file would have to change.</summary>
    public int FormatVersion { get; init; } = 3;

    public required DateTimeOffset StartedAt { get; init; }

    [JsonConverter(typeof(LowerCaseConverter<RunOutcome>))]
    public required RunOutcome Outcome { get; init; }

    /// <summary>Why the run failed; null unless it did.</summary>
    public string? Failure { get; init; }

    public required CifarOptions Options { get; init; }

    public required DataReport Data { get; init; }

    public required MachineFacts Machine { get; init; }

    /// <summary>Number d of parameters of the model.</summary>
    public required int Dimension { get; init; }

    /// <summary>Of the coordinates that clients send, a coordinate of the clip norm being 1.</summary>
    public required int FractionalBits { get; init; }

    /// <summary>The model before the first round; null where the run ended before.</summary>
    public Evaluation? Initial { get; init; }

    public required IReadOnlyList<RoundReport> Rounds { get; init; }

    public required RunTotals Totals { get; init; }

    public required PrivacyReport Privacy { get; init; }
}
