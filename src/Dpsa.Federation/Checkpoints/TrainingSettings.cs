namespace Dpsa.Federation;

/// <summary>What must be the same for a training to go on from a checkpoint, each as a line of text.</summary>
/// <param name="Function">The aggregation function and its parameters.</param>
/// <param name="Privacy">The noise of a round.</param>
/// <param name="ClipNorm">The norm bound of a client's update.</param>
/// <param name="MinBatchSize">Fewest reports of a sum.</param>
/// <param name="Optimizer">The server optimiser.</param>
/// <param name="Strategy">The strategy.</param>
public sealed record TrainingSettings(
    string Function, string Privacy, string ClipNorm, string MinBatchSize, string Optimizer, string Strategy)
{
    /// <summary>Checks that a training is the one that this is of.</summary>
    /// <exception cref="CheckpointException">It is not; the message says what differs.</exception>
    public void RequireSame(TrainingSettings training)
    {
        ArgumentNullException.ThrowIfNull(training);
        (string What, string Then, string Now)[] all =
        [
            ("function", Function, training.Function),
            ("noise", Privacy, training.Privacy),
            ("clip norm", ClipNorm, training.ClipNorm),
            ("smallest batch", MinBatchSize, training.MinBatchSize),
            ("optimiser", Optimizer, training.Optimizer),
            ("strategy", Strategy, training.Strategy),
        ];
        foreach ((string what, string then, string now) in all)
        {
            if (then != now)
            {
                throw new CheckpointException(
                    $"The checkpoint is of a training with the {what} {then}, this one has {now}; it was not restored.");
            }
        }
    }
}
