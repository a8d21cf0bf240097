using Dpsa.Federation;

namespace Dpsa.TorchSharp.Tests;

internal static class TrainerCalls
{
    /// <summary>Asks for an evaluation of the model that an instruction to train names.</summary>
    public static Task<EvaluateResult> EvaluateAsync(
        this DpsaFederatedTrainer trainer, FitInstruction instruction, IModelSource models, CancellationToken cancellationToken = default) =>
        trainer.EvaluateAsync(new EvaluateInstruction(instruction.Round, instruction.Model, instruction.Configuration), models, cancellationToken);
}
