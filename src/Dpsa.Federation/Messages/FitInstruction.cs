using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>What the coordinator asks of one client in one round.</summary>
/// <param name="Round">Number of the round, from 1.</param>
/// <param name="Task">The task to report to. The client asks the aggregators, not the coordinator, what it means.</param>
/// <param name="Model">The global model to train from; the client gets it from an <see cref="IModelSource"/>.</param>
/// <param name="ClipNorm">Norm bound C: updates are clipped to it and divided by it. It bounds utility, not privacy.</param>
/// <param name="Configuration">The coordinator's values for the training step, such as a learning rate; empty where there are none.</param>
public sealed record FitInstruction(
    int Round,
    TaskId Task,
    ModelId Model,
    double ClipNorm,
    IReadOnlyDictionary<string, string> Configuration);
