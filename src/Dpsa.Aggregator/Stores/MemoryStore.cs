using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>
/// Keeps everything in memory, and nothing after the process. Of tasks that have ended it keeps their ids and phases alone.
/// </summary>
public sealed class MemoryStore : IAggregatorStore
{
    private readonly ConcurrentDictionary<SessionId, Session> _sessions = new();
    private readonly ConcurrentDictionary<TaskId, MemoryTask> _tasks = new();
    private readonly ConcurrentDictionary<TaskId, StoredTask> _ended = new();
    private readonly Lock _change = new();

    /// <inheritdoc/>
    public ValueTask PutSessionAsync(SessionId session, StoredSession value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_change)
        {
            if (_sessions.TryGetValue(session, out Session? known))
            {
                CryptographicOperations.ZeroMemory(known.Value.Secret);
                known.Value = value with { Secret = [.. value.Secret] };
            }
            else
            {
                _sessions[session] = new Session(value with { Secret = [.. value.Secret] });
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StoredSession?> FindSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_change)
        {
            return ValueTask.FromResult(_sessions.TryGetValue(session, out Session? known)
                ? known.Value with { Secret = [.. known.Value.Secret] }
                : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask EndSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_change)
        {
            if (!_sessions.TryRemove(session, out Session? known)) return ValueTask.CompletedTask;
            EndTask(known);
            CryptographicOperations.ZeroMemory(known.Value.Secret);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<TaskAddition> AddTaskAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_change)
        {
            if (!_sessions.TryGetValue(session, out Session? known)) return ValueTask.FromResult(TaskAddition.UnknownSession);
            if (_tasks.ContainsKey(task) || _ended.ContainsKey(task)) return ValueTask.FromResult(TaskAddition.Exists);
            EndTask(known);
            known.Newest = task;
            _tasks[task] = new MemoryTask(session, known.Shares);
            return ValueTask.FromResult(TaskAddition.Added);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredTask?> FindTaskAsync(TaskId task, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_tasks.TryGetValue(task, out MemoryTask? known) ? known.Stored() : _ended.GetValueOrDefault(task));
    }

    /// <inheritdoc/>
    public ValueTask<CountOutcome> CheckAsync(TaskId task, ReportId report, long limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_tasks.TryGetValue(task, out MemoryTask? known) ? known.Check(report, limit) : CountOutcome.Closed);
    }

    /// <inheritdoc/>
    public ValueTask<CountOutcome> CountAsync(
        TaskId task, ReportId report, ReadOnlyMemory<byte> outputShare, IVdaf vdaf, long limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vdaf);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(
            _tasks.TryGetValue(task, out MemoryTask? known) ? known.Count(report, outputShare.Span, vdaf, limit) : CountOutcome.Closed);
    }

    /// <inheritdoc/>
    public ValueTask<bool> CloseAsync(TaskId task, Batch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_tasks.TryGetValue(task, out MemoryTask? known) && known.Close(batch));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReleaseAsync(TaskId task, AddNoise addNoise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addNoise);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_tasks.TryGetValue(task, out MemoryTask? known) ? known.Release(addNoise) : null);
    }

    private void EndTask(Session session)
    {
        if (session.Newest is not { } task || !_tasks.TryGetValue(task, out MemoryTask? known)) return;
        _ended[task] = known.End();
        _tasks.TryRemove(task, out _);
        session.Newest = null;
    }

    private sealed class Session(StoredSession value)
    {
        public StoredSession Value { get; set; } = value;

        public TaskId? Newest { get; set; }

        /// <summary>Memory that the session's tasks use in turn.</summary>
        public SecretPool<byte> Shares { get; } = new(value.ShareSize);
    }
}
