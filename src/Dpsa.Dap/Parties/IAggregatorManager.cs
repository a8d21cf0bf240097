using Dpsa.Vdaf;

namespace Dpsa.Dap;

/// <summary>One aggregator, as a coordinator manages it: sessions and rounds.</summary>
/// <remarks>
/// A session runs one round at a time. A released sum can be collected again, with the same noise, until the session's next
/// round starts or the session ends; its shares are dropped then, and no noise is ever drawn for it again.
/// Every method throws <see cref="OperationCanceledException"/> where its token is cancelled; nothing has changed then.
/// </remarks>
public interface IAggregatorManager
{
    /// <summary>Which of the two aggregators this is.</summary>
    AggregatorRole Role { get; }

    /// <summary>Agrees with this aggregator on a session: function, noise, smallest batch.</summary>
    /// <param name="parameters">The same at both aggregators.</param>
    /// <param name="session">Null at the leader, which chooses an id; at the helper the id that the leader chose.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The session's id, which only this coordinator and the aggregators know.</returns>
    /// <exception cref="ArgumentException">
    /// The parameters violate a limit, or an id was chosen for the leader; the message says which.
    /// </exception>
    /// <exception cref="AggregationException">
    /// <see cref="AggregationError.UnrecognizedSession"/>: the leader knows no such session, or the helper has joined it before.
    /// </exception>
    Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a task for one round, with a verify key of its own. Ends the session's earlier round: what was released is dropped, and
    /// what was not is discarded. First at the leader, then at the helper; a round that only one of them opened cannot be collected.
    /// </summary>
    /// <exception cref="AggregationException">
    /// <see cref="AggregationError.UnrecognizedSession"/>; <see cref="AggregationError.TaskExists"/>, also where that task has
    /// ended; <see cref="AggregationError.UnrecognizedTask"/>, where the id is the default value.
    /// </exception>
    Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken);

    /// <summary>Forgets the session and its round. Does nothing where there is no such session, so that it can be repeated.</summary>
    Task EndSessionAsync(SessionId session, CancellationToken cancellationToken);
}
