using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>
/// What one aggregator keeps: its sessions, tasks, batches and released shares. Each method is one transaction: it happens whole or not at
/// all, also where the process ends in the middle of it. Safe for use from several threads.
/// </summary>
/// <remarks>
/// Every method throws <see cref="OperationCanceledException"/> where its token is cancelled before it has happened. The contract is tested
/// once for all stores.
/// </remarks>
public interface IAggregatorStore
{
    /// <summary>Keeps a session, or what has changed about it.</summary>
    ValueTask PutSessionAsync(SessionId session, StoredSession value, CancellationToken cancellationToken);

    /// <summary>The session; null where there is none.</summary>
    ValueTask<StoredSession?> FindSessionAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Forgets a session and its secret, and ends its task. Does nothing where there is none.</summary>
    ValueTask EndSessionAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Opens a task, and ends the session's task before it.</summary>
    /// <returns>Whether it was opened; otherwise nothing has changed.</returns>
    ValueTask<TaskAddition> AddTaskAsync(SessionId session, TaskId task, CancellationToken cancellationToken);

    /// <summary>A task, also one that has ended; null where there never was one.</summary>
    ValueTask<StoredTask?> FindTaskAsync(TaskId task, CancellationToken cancellationToken);

    /// <summary>What <see cref="CountAsync"/> would answer now; nothing changes.</summary>
    ValueTask<CountOutcome> CheckAsync(TaskId task, ReportId report, long limit, CancellationToken cancellationToken);

    /// <summary>
    /// Counts a verified report: records its id, adds its output share to the aggregate share, its id's hash to the checksum, and one
    /// to the count.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="report">The report.</param>
    /// <param name="outputShare">Its encoded output share; not kept.</param>
    /// <param name="vdaf">The task's function, which adds.</param>
    /// <param name="limit">Most reports of a batch.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether it was counted; otherwise nothing has changed.</returns>
    ValueTask<CountOutcome> CountAsync(
        TaskId task, ReportId report, ReadOnlyMemory<byte> outputShare, IVdaf vdaf, long limit, CancellationToken cancellationToken);

    /// <summary>Takes no more reports, where the batch is still the given one.</summary>
    /// <returns>True where the task is closed now, or was before; false where the batch is another, or the task has ended.</returns>
    ValueTask<bool> CloseAsync(TaskId task, Batch batch, CancellationToken cancellationToken);

    /// <summary>
    /// The share that is released of a closed task: the one that was released before; or, where there is none, what
    /// <paramref name="addNoise"/> makes of the aggregate share, which is dropped when that is kept. Where it throws, nothing has changed.
    /// </summary>
    /// <returns>A copy of the share; null where the task is not closed, or has ended.</returns>
    ValueTask<byte[]?> ReleaseAsync(TaskId task, AddNoise addNoise, CancellationToken cancellationToken);
}
