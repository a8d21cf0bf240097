namespace Dpsa.Federation;

/// <summary>
/// A training after a round: all that is needed to go on as if it had never stopped. A value, and a file
/// (<see cref="Save"/>, <see cref="Load"/>). What clients have spent is in their own ledgers, and in the history are the tasks which
/// these must know.
/// </summary>
/// <param name="Settings">What the training must have in common.</param>
/// <param name="Model">The global model.</param>
/// <param name="OptimizerState">The server optimiser's state.</param>
/// <param name="StrategyState">The strategy's state, its random state included.</param>
/// <param name="History">The rounds so far.</param>
public sealed record Checkpoint(
    TrainingSettings Settings,
    ModelSnapshot Model,
    OptimizerState OptimizerState,
    ReadOnlyMemory<byte> StrategyState,
    RoundHistory History)
{
    /// <summary>Writes the checkpoint to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written; the old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old file is as it was.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => CheckpointFile.Write(this, stream));

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It is no checkpoint, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Checkpoint Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return CheckpointFile.Read(stream, path);
    }
}
