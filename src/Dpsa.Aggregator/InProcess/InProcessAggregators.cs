using System.Collections.Concurrent;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>
/// Leader and helper in one process, for trying out, tests and simulation: the real function, messages and noise,
/// each side an object that holds its own shares only. Whoever controls the process sees both, so this protects nobody.
/// Reports are verified as they come in, and not kept.
/// </summary>
/// <remarks>
/// Between rounds a session holds the two released shares and the upload answers of its newest round; of earlier rounds, and of
/// sessions that have ended, there is nothing but the task ids, so that none is used twice.
/// </remarks>
public sealed class InProcessAggregators
{
    private readonly ConcurrentDictionary<SessionId, AggregationSession> _sessions = new();
    private readonly ConcurrentDictionary<TaskId, AggregatorPair> _tasks = new();
    private readonly ConcurrentDictionary<TaskId, AggregationError> _ended = new();
    private readonly Lock _sessionChange = new();

    /// <summary>Creates a pair without sessions.</summary>
    public InProcessAggregators()
    {
        LeaderParty leader = new(this);
        HelperParty helper = new(this);
        (Leader, Helper, Coordinator) = (leader, helper, new CoordinatorEndpoints(leader, helper, leader));
    }

    /// <summary>The leader, for clients. Verifies a report at both aggregators before it answers an upload.</summary>
    public ILeaderEndpoint Leader { get; }

    /// <summary>The helper, for clients.</summary>
    public IAggregatorEndpoint Helper { get; }

    /// <summary>Both, for a coordinator.</summary>
    public CoordinatorEndpoints Coordinator { get; }

    /// <summary>What happened in a task so far; until the session's next round starts.</summary>
    /// <exception cref="AggregationException">Unknown task, or one that has ended.</exception>
    public AggregationStatistics Statistics(TaskId task) => Find(task).Statistics();

    private SessionId CreateSession(SessionParameters parameters)
    {
        SessionId id = SessionId.Random();
        _sessions[id] = new AggregationSession(parameters);
        return id;
    }

    private void StartRound(SessionId session, TaskId task)
    {
        lock (_sessionChange)
        {
            if (!_sessions.TryGetValue(session, out AggregationSession? found))
                throw new AggregationException(AggregationError.UnrecognizedSession, $"There is no session {session}.");
            if (task == default)
                throw new AggregationException(AggregationError.UnrecognizedTask, "A task needs an id; this one is all zero.");
            if (_tasks.ContainsKey(task) || _ended.ContainsKey(task))
                throw new AggregationException(AggregationError.TaskExists, $"There is or was a task {task}; take a fresh id.");
            AggregatorPair pair = found.NewTask(task);
            if (found.Newest is { } earlier) End(earlier);
            _tasks[task] = pair;
            found.Newest = pair;
        }
    }

    private void EndSession(SessionId session)
    {
        lock (_sessionChange)
        {
            if (_sessions.TryRemove(session, out AggregationSession? found) && found.Newest is { } pair) End(pair);
        }
    }

    private void End(AggregatorPair pair)
    {
        TaskId task = pair.Leader.Parameters.Task;
        _ended[task] = pair.End();
        _tasks.TryRemove(task, out _);
    }

    private AggregatorPair Find(TaskId task) => _tasks.TryGetValue(task, out AggregatorPair? pair)
        ? pair
        : throw AggregationException.Ended(task, _ended.GetValueOrDefault(task, AggregationError.UnrecognizedTask));

    private AggregatorPair FindFor(Report report) => _tasks.TryGetValue(report.Task, out AggregatorPair? pair)
        ? pair
        : throw new ReportRejectedException(report.Id, RejectReason.TaskClosed, $"task {report.Task} is not known or has ended.");

    private sealed class LeaderParty(InProcessAggregators pair) : ILeaderEndpoint, IAggregatorManager, ICollector
    {
        public AggregatorRole Role => AggregatorRole.Leader;

        public Task<TaskParameters> GetTaskParametersAsync(TaskId task, CancellationToken cancellationToken) =>
            Task.Run(() => pair.Find(task).Leader.Parameters, cancellationToken);

        public Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(report);
            return Task.Run(() => pair.FindFor(report).UploadAsync(report, cancellationToken), cancellationToken);
        }

        public Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(parameters);
            return Task.Run(() => pair.CreateSession(parameters), cancellationToken);
        }

        public Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
            Task.Run(() => pair.StartRound(session, task), cancellationToken);

        public Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) =>
            Task.Run(() => pair.Find(task).Collect(cancellationToken), cancellationToken);

        public Task EndSessionAsync(SessionId session, CancellationToken cancellationToken) =>
            Task.Run(() => pair.EndSession(session), cancellationToken);
    }

    private sealed class HelperParty(InProcessAggregators pair) : IAggregatorEndpoint, IAggregatorManager
    {
        public AggregatorRole Role => AggregatorRole.Helper;

        public Task<TaskParameters> GetTaskParametersAsync(TaskId task, CancellationToken cancellationToken) =>
            Task.Run(() => pair.Find(task).Helper.Parameters, cancellationToken);

        public Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken) =>
            session is { } id && pair._sessions.ContainsKey(id)
                ? Task.FromResult(id)
                : throw new AggregationException(AggregationError.UnrecognizedSession, $"The leader has no session {session}.");

        public Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
            Task.Run(() => pair.Find(task), cancellationToken);

        public Task EndSessionAsync(SessionId session, CancellationToken cancellationToken) =>
            Task.Run(() => pair.EndSession(session), cancellationToken);
    }
}
