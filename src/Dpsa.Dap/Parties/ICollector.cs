namespace Dpsa.Dap;

/// <summary>The collector: fetches what both aggregators release of a task.</summary>
public interface ICollector
{
    /// <summary>
    /// Closes the task, and fetches both noised aggregate shares. Repeating it gives the same shares; so does repeating it after a
    /// failure or a cancellation, once one of the aggregators has drawn its noise.
    /// </summary>
    /// <exception cref="AggregationException">
    /// <see cref="AggregationError.InvalidBatchSize"/>: the task stays open. <see cref="AggregationError.BatchMismatch"/>,
    /// <see cref="AggregationError.UnrecognizedTask"/>, <see cref="AggregationError.TaskDiscarded"/> and
    /// <see cref="AggregationError.ReleaseDropped"/>: there is nothing to be had, now or later.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the task may be closed.</exception>
    Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken);
}
