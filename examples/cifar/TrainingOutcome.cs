namespace Dpsa.Examples.Cifar;

/// <param name="Samples">Samples trained on, over all local epochs.</param>
/// <param name="Loss">Mean loss over them, each at the time of its step.</param>
internal sealed record TrainingOutcome(long Samples, double Loss);
