
namespace Dpsa.Federation;

/// <summary>What the coordinator learns from the clients' evaluations of the global model.</summary>
/// <param name="Round">Number of the last training round.</param>
/// <param name="Summary">The evaluations, combined by the wrapped strategy; null where nobody evaluated.</param>
/// <param name="LeftOut">Answers that do not count, with the reason.</param>
public sealed record EvaluationRound(int Round, EvaluateSummary? Summary, IReadOnlyList<LeftOutAnswer> LeftOut);
