using static TorchSharp.torch.nn;

namespace Dpsa.TorchSharp;

/// <summary>What a client's training step reports.</summary>
/// <param name="SampleCount">Number of samples trained on; the coordinator learns it.</param>
/// <param name="Metrics">Values to tell the coordinator, by name; nothing that reveals the data belongs here.</param>
public sealed record LocalTrainingResult(long SampleCount, IReadOnlyDictionary<string, double> Metrics);

/// <summary>
/// A client's training step: an ordinary TorchSharp loop over its own data, which changes the module's parameters.
/// </summary>
/// <param name="module">The client's module, holding the global model, in training mode.</param>
/// <param name="round">Number of the round, from 1.</param>
/// <param name="cancellationToken">Stops the training.</param>
public delegate LocalTrainingResult LocalTraining(Module module, int round, CancellationToken cancellationToken);

/// <summary>What a client's evaluation step reports.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share of correct answers in [0, 1].</param>
/// <param name="SampleCount">Number of samples.</param>
public sealed record LocalEvaluationResult(double Loss, double Accuracy, long SampleCount);

/// <summary>A client's evaluation step.</summary>
/// <param name="module">The client's module, holding the global model, in evaluation mode.</param>
/// <param name="cancellationToken">Stops the evaluation.</param>
public delegate LocalEvaluationResult LocalEvaluation(Module module, CancellationToken cancellationToken);
