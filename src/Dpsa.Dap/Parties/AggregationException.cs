namespace Dpsa.Dap;

/// <summary>The aggregators cannot do what the coordinator asks.</summary>
public sealed class AggregationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">Why.</param>
    /// <param name="message">What was wrong, with value and limit.</param>
    public AggregationException(AggregationError error, string message)
        : base(message) => Error = error;

    /// <summary>Why.</summary>
    public AggregationError Error { get; }

    /// <summary>What a task that has ended answers.</summary>
    internal static AggregationException Ended(TaskId task, AggregationError end) => new(end, end switch
    {
        AggregationError.ReleaseDropped =>
            $"The sum of task {task} was released, and its shares have been dropped since; they are not made anew.",
        AggregationError.TaskDiscarded => $"Task {task} has ended without a release: its session ended, or the next round started before.",
        _ => $"There is no task {task}.",
    });
}
