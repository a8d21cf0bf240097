namespace Dpsa.Federation;

/// <summary>Something that follows a training: a writer of checkpoints or metrics, a display. What it throws ends the run.</summary>
public interface IRoundCallback
{
    /// <summary>Before the first round of a run, also one that goes on from a checkpoint.</summary>
    ValueTask OnStartedAsync(FederatedTraining training, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After a round, which is the last of the training's history.</summary>
    ValueTask OnRoundAsync(FederatedTraining training, RoundResult round, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
