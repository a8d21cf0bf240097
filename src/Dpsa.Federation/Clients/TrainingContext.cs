namespace Dpsa.Federation;

/// <summary>What a client's training or evaluation step may know about its round.</summary>
/// <param name="Round">Number of the round, from 1.</param>
/// <param name="Configuration">The coordinator's values, such as a learning rate: another party's word, so check what you use.</param>
/// <param name="Model">The global model as it was received, before the step changes anything.</param>
/// <param name="Progress">Takes the share of the step that is done, from 0 to 1; ignored where nobody listens.</param>
/// <param name="CancellationToken">Stops the step.</param>
public sealed record TrainingContext(
    int Round,
    IReadOnlyDictionary<string, string> Configuration,
    ModelSnapshot Model,
    IProgress<double> Progress,
    CancellationToken CancellationToken);
