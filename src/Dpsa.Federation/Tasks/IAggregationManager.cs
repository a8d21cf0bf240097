namespace Dpsa.Federation;

/// <summary>The coordinator's way to the two aggregators: sessions, rounds and collection.</summary>
public interface IAggregationManager
{
    /// <summary>Agrees with both aggregators on a session: function, noise, keys.</summary>
    /// <returns>The session's number.</returns>
    /// <exception cref="ArgumentException">The parameters violate a limit.</exception>
    Task<int> CreateSessionAsync(SessionParameters parameters, CancellationToken cancellationToken);

    /// <summary>Opens a task for one round at both aggregators.</summary>
    /// <exception cref="AggregationException">Unknown session, or the task exists already.</exception>
    Task StartRoundAsync(int session, TaskId task, CancellationToken cancellationToken);

    /// <summary>Closes the task, and fetches both noised aggregate shares. Repeating it gives the same shares.</summary>
    /// <exception cref="AggregationException">Unknown task, or fewer valid reports than the minimum batch size.</exception>
    Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken);

    /// <summary>Forgets the session and its tasks at both aggregators.</summary>
    Task EndSessionAsync(int session, CancellationToken cancellationToken);
}
