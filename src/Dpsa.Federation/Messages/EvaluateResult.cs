namespace Dpsa.Federation;

/// <summary>A client's evaluation of the global model on its own data.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Loss">Mean loss; infinite where the client does not allow evaluation.</param>
/// <param name="Accuracy">Share of correct answers in [0, 1]; zero where the client does not allow evaluation.</param>
/// <param name="SampleCount">Number of samples; zero where the client does not allow evaluation.</param>
public sealed record EvaluateResult(string Client, double Loss, double Accuracy, long SampleCount);
