namespace Dpsa.Federation;

/// <summary>The coordinator's wish that a client evaluate a global model on its own data.</summary>
/// <param name="Round">Number of the round that the model is from.</param>
/// <param name="Model">The global model; the client gets it from an <see cref="IModelSource"/>.</param>
/// <param name="Configuration">The coordinator's values for the evaluation step; empty where there are none.</param>
public sealed record EvaluateInstruction(int Round, ModelId Model, IReadOnlyDictionary<string, string> Configuration);
