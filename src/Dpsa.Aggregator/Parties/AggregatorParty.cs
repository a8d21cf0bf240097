using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>One aggregator: its sessions, its tasks and its store. Of the other one it knows only what that says.</summary>
internal sealed class AggregatorParty(AggregatorRole role, IAggregatorStore store) : IAggregatorEndpoint, IAggregatorManager
{
    private readonly ConcurrentDictionary<SessionId, AggregationSession> _sessions = new();
    private readonly ConcurrentDictionary<SessionId, AggregatorTask> _newest = new();
    private readonly ConcurrentDictionary<TaskId, AggregatorTask> _tasks = new();
    private readonly AsyncLock _sessionChange = new();

    /// <summary>The other aggregator; set once, before the first session.</summary>
    public AggregatorParty? Peer { get; set; }

    /// <inheritdoc/>
    public AggregatorRole Role => role;

    /// <inheritdoc/>
    public async Task<TaskParameters> GetTaskParametersAsync(TaskId task, CancellationToken cancellationToken) =>
        (await FindAsync(task, cancellationToken).ConfigureAwait(false)).Parameters;

    /// <inheritdoc/>
    public async Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (role == AggregatorRole.Leader && session is not null)
            throw new ArgumentException("The leader chooses the ids of its sessions.", nameof(session));
        AggregationSession created = new(parameters);
        byte[] own = VerifyKeys.NewContribution();
        byte[] secret = own;
        try
        {
            SessionId id = session ?? SessionId.Random();
            if (role == AggregatorRole.Helper)
            {
                if (session is null)
                {
                    throw new AggregationException(
                        AggregationError.UnrecognizedSession, "A session begins at the leader, and the helper takes its id.");
                }

                secret = await Peer!.JoinAsync(id, parameters, own, cancellationToken).ConfigureAwait(false);
            }

            await store.PutSessionAsync(id, new StoredSession(parameters, created.Vdaf.AggregateShareSize, secret), cancellationToken)
                .ConfigureAwait(false);
            _sessions[id] = created;
            return id;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(own);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <inheritdoc/>
    public async Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        using (await _sessionChange.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            byte[] secret = (await store.FindSessionAsync(session, cancellationToken).ConfigureAwait(false))?.Secret ?? [];
            try
            {
                if (secret.Length == 0 || !_sessions.TryGetValue(session, out AggregationSession? found))
                    throw new AggregationException(AggregationError.UnrecognizedSession, $"There is no session {session}.");
                if (secret.Length != 2 * VerifyKeys.ContributionSize)
                {
                    throw new AggregationException(
                        AggregationError.UnrecognizedSession, $"The helper has not joined session {session}; create it there too.");
                }

                if (task == default)
                    throw new AggregationException(AggregationError.UnrecognizedTask, "A task needs an id; this one is all zero.");
                SessionParameters common = found.Parameters;
                AggregatorTask added = new(
                    new TaskParameters(task, common.Vdaf, common.Privacy, common.MinBatchSize),
                    found,
                    store,
                    VerifyKeys.Derive(secret, task, found.Vdaf.VerifyKeySize));
                try
                {
                    if (await store.AddTaskAsync(session, task, cancellationToken).ConfigureAwait(false) != TaskAddition.Added)
                        throw new AggregationException(AggregationError.TaskExists, $"There is or was a task {task}; take a fresh id.");
                }
                catch
                {
                    added.End(); // its key is perhaps that of a task that goes on
                    throw;
                }

                Forget(session);
                _newest[session] = added;
                _tasks[task] = added;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }

    /// <inheritdoc/>
    public async Task EndSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        using (await _sessionChange.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await store.EndSessionAsync(session, cancellationToken).ConfigureAwait(false);
            Forget(session);
            _sessions.TryRemove(session, out _);
        }
    }

    /// <summary>This aggregator's side of a task.</summary>
    /// <exception cref="AggregationException">There never was such a task, or it has ended.</exception>
    public async ValueTask<AggregatorTask> FindAsync(TaskId task, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_tasks.TryGetValue(task, out AggregatorTask? found)) return found;
        StoredTask? stored = await store.FindTaskAsync(task, cancellationToken).ConfigureAwait(false);
        throw AggregationException.Ended(task, AggregatorTask.EndOf(stored?.Phase));
    }

    /// <summary>Whether a task is there and has not ended.</summary>
    public bool IsRunning(TaskId task) => _tasks.ContainsKey(task);

    /// <summary>Leader: exchanges contributions with the helper, which joins a session.</summary>
    /// <returns>The session's secret, of both contributions.</returns>
    private async ValueTask<byte[]> JoinAsync(
        SessionId session, SessionParameters parameters, byte[] contribution, CancellationToken cancellationToken)
    {
        using (await _sessionChange.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await store.FindSessionAsync(session, cancellationToken).ConfigureAwait(false) is not { } stored)
                throw new AggregationException(AggregationError.UnrecognizedSession, $"The leader has no session {session}.");
            byte[] own = stored.Secret;
            byte[] both = [.. own, .. contribution];
            try
            {
                if (stored.Parameters != parameters)
                    throw new ArgumentException($"The helper's parameters of session {session} are not the leader's.", nameof(parameters));
                if (own.Length != VerifyKeys.ContributionSize)
                {
                    throw new AggregationException(
                        AggregationError.UnrecognizedSession, $"The helper has joined session {session} before.");
                }

                await store.PutSessionAsync(session, stored with { Secret = both }, cancellationToken).ConfigureAwait(false);
                return both;
            }
            catch
            {
                CryptographicOperations.ZeroMemory(both);
                throw;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(own);
            }
        }
    }

    private void Forget(SessionId session)
    {
        if (!_newest.TryRemove(session, out AggregatorTask? task)) return;
        task.End();
        _tasks.TryRemove(task.Parameters.Task, out _);
    }
}
