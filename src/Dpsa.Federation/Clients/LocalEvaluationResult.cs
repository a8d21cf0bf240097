namespace Dpsa.Federation;

/// <summary>What a client's evaluation step reports.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share of correct answers in [0, 1].</param>
/// <param name="SampleCount">Number of samples.</param>
public sealed record LocalEvaluationResult(double Loss, double Accuracy, long SampleCount);
