using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>What the coordinator asks of one client in one round.</summary>
/// <param name="Round">Number of the round, from 1.</param>
/// <param name="Task">The task to report to. The client asks the aggregators, not the coordinator, what it means.</param>
/// <param name="Layout">How the flat vector is laid out.</param>
/// <param name="Parameters">The global model, d values.</param>
/// <param name="ClipNorm">Norm bound C: updates are clipped to it and divided by it. It bounds utility, not privacy.</param>
public sealed record FitInstruction(
    int Round,
    TaskId Task,
    ParameterLayout Layout,
    ReadOnlyMemory<float> Parameters,
    double ClipNorm);
