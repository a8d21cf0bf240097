namespace Dpsa.Federation;

/// <summary>Saves a checkpoint after every round.</summary>
/// <param name="path">The file; replaced whole or not at all.</param>
public sealed class CheckpointWriter(string path) : IRoundCallback
{
    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written; the checkpoint of the round before is as it was.</exception>
    public ValueTask OnRoundAsync(FederatedTraining training, RoundResult round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new ValueTask(Task.Run(() => training.Checkpoint().Save(path), cancellationToken));
    }
}
