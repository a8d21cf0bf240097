namespace Dpsa.Dap;

/// <summary>The coordinator's way to the two aggregators: sessions, rounds and collection.</summary>
/// <remarks>
/// A session runs one round at a time. A released sum can be collected again, with the same noise, until the session's next
/// round starts or the session ends; its shares are dropped then, and no noise is ever drawn for it again.
/// Every method throws <see cref="OperationCanceledException"/> where its token is cancelled; nothing has changed then, except
/// that a task may be closed whose collection was cancelled: it can be repeated.
/// </remarks>
public interface IAggregationManager
{
    /// <summary>Agrees with both aggregators on a session: function, noise, smallest batch.</summary>
    /// <returns>The session's id, which only this coordinator and the aggregators know.</returns>
    /// <exception cref="ArgumentException">The parameters violate a limit; the message names it.</exception>
    Task<SessionId> CreateSessionAsync(SessionParameters parameters, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a task for one round at both aggregators, with a verify key of its own. Ends the session's earlier round: what was
    /// released is dropped, and what was not is discarded.
    /// </summary>
    /// <exception cref="AggregationException">
    /// <see cref="AggregationError.UnrecognizedSession"/>; <see cref="AggregationError.TaskExists"/>, also where that task has
    /// ended; <see cref="AggregationError.UnrecognizedTask"/>, where the id is the default value.
    /// </exception>
    Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken);

    /// <summary>
    /// Closes the task, and fetches both noised aggregate shares. Repeating it gives the same shares; so does repeating it after a
    /// failure, once one of the aggregators has drawn its noise.
    /// </summary>
    /// <exception cref="AggregationException">
    /// <see cref="AggregationError.InvalidBatchSize"/>: the task stays open. <see cref="AggregationError.BatchMismatch"/>,
    /// <see cref="AggregationError.UnrecognizedTask"/>, <see cref="AggregationError.TaskDiscarded"/> and
    /// <see cref="AggregationError.ReleaseDropped"/>: there is nothing to be had, now or later.
    /// </exception>
    Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets the session and its round at both aggregators. Does nothing where there is no such session, so that it can be repeated.
    /// </summary>
    Task EndSessionAsync(SessionId session, CancellationToken cancellationToken);
}
