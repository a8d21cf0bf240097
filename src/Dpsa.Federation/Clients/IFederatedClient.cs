using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>One client as a coordinator sees it: in this process, or at the other end of a connection.</summary>
public interface IFederatedClient
{
    /// <summary>The client's name.</summary>
    string Name { get; }

    /// <summary>One round: trains from the instruction's model, and submits a report to the aggregators.</summary>
    /// <returns>The receipt and the metrics, never the update.</returns>
    /// <exception cref="FederationException">The client takes no part in the round; its type says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<FitResult> FitAsync(FitInstruction instruction, IModelSource models, CancellationToken cancellationToken = default);

    /// <summary>Evaluates the instruction's model on the client's data, where the client allows it.</summary>
    /// <exception cref="FederationException">The client does not evaluate this model; its type says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<EvaluateResult> EvaluateAsync(EvaluateInstruction instruction, IModelSource models, CancellationToken cancellationToken = default);

    /// <summary>Whether the client's ledger holds a report to a task: asked when a training goes on from a checkpoint.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<bool> HasReportedAsync(TaskId task, CancellationToken cancellationToken = default);
}
