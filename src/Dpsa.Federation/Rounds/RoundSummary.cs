namespace Dpsa.Federation;

/// <summary>What the coordinator learns from the sum of one round.</summary>
/// <param name="Round">Number of the round, from 1.</param>
/// <param name="ReportCount">Reports in the sum.</param>
/// <param name="UpdateNorm">L2 norm of the change of the global model, noise included.</param>
/// <param name="Metrics">The clients' metrics, combined by the strategy.</param>
/// <param name="Kept">The answers that make sense.</param>
/// <param name="LeftOut">
/// Answers whose metrics do not count, with the reason. Their reports are in the sum where the aggregators found them valid.
/// </param>
/// <param name="CollectTime">Time of the aggregators' noise and release.</param>
/// <param name="StepTime">Time of the server optimiser's step.</param>
public sealed record RoundSummary(
    int Round,
    long ReportCount,
    double UpdateNorm,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<FitResult> Kept,
    IReadOnlyList<LeftOutAnswer> LeftOut,
    TimeSpan CollectTime,
    TimeSpan StepTime);
