using Dpsa.Federation;

namespace Dpsa.TorchSharp;

/// <summary>What the coordinator learns from one round.</summary>
/// <param name="Round">Number of the round, from 1.</param>
/// <param name="ReportCount">Reports in the sum.</param>
/// <param name="UpdateNorm">L2 norm of the change of the global model, noise included.</param>
/// <param name="Metrics">The clients' metrics, combined by the wrapped strategy.</param>
/// <param name="LeftOut">
/// Answers whose metrics do not count, with the reason. Their reports are in the sum where the aggregators found them valid.
/// </param>
public sealed record RoundSummary(
    int Round,
    long ReportCount,
    double UpdateNorm,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<LeftOutAnswer> LeftOut);
