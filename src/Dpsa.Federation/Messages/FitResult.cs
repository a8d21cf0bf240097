using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>What a client answers after a round: everything but its update.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Model">The model that it trained from.</param>
/// <param name="Receipt">The leader's receipt of the report.</param>
/// <param name="SampleCount">Number of training samples; the coordinator learns it.</param>
/// <param name="Metrics">What the client's training step chose to tell the coordinator.</param>
public sealed record FitResult(
    string Client,
    ModelId Model,
    UploadReceipt Receipt,
    long SampleCount,
    IReadOnlyDictionary<string, double> Metrics);
