namespace Dpsa.Federation;

/// <summary>The evaluations of one round together.</summary>
/// <param name="Loss">Mean loss, weighted by samples.</param>
/// <param name="Accuracy">Mean accuracy, weighted by samples.</param>
/// <param name="SampleCount">Number of samples.</param>
public sealed record EvaluateSummary(double Loss, double Accuracy, long SampleCount);
