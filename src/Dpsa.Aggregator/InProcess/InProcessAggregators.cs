using System.Collections.Concurrent;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>
/// Leader and helper in one process, for trying out, tests and simulation: the real function, messages and noise, each side an object
/// that holds its own shares only. Whoever controls the process sees both, so this protects nobody. Reports are verified as they come in,
/// and not kept.
/// </summary>
/// <remarks>
/// Between rounds a session holds the two released shares and the upload answers of its newest round; of earlier rounds, and of
/// sessions that have ended, there is nothing but the task ids, so that none is used twice.
/// </remarks>
public sealed class InProcessAggregators
{
    private readonly AggregatorParty _leader;
    private readonly AggregatorParty _helper;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<TaskId, AggregatorPair> _pairs = new();

    /// <summary>Creates a pair without sessions, each side with a store in memory.</summary>
    /// <param name="time">Measures times; the system's clock where null.</param>
    public InProcessAggregators(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _leader = new AggregatorParty(AggregatorRole.Leader, new MemoryStore());
        _helper = new AggregatorParty(AggregatorRole.Helper, new MemoryStore());
        (_leader.Peer, _helper.Peer) = (_helper, _leader);
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
    public async Task<AggregationStatistics> StatisticsAsync(TaskId task, CancellationToken cancellationToken = default) =>
        await (await FindAsync(task, cancellationToken).ConfigureAwait(false)).StatisticsAsync(cancellationToken).ConfigureAwait(false);

    // Known at both sides, or an answer why not.
    private async ValueTask<AggregatorPair> FindAsync(TaskId task, CancellationToken cancellationToken)
    {
        AggregatorTask leader = await _leader.FindAsync(task, cancellationToken).ConfigureAwait(false);
        AggregatorTask helper = await _helper.FindAsync(task, cancellationToken).ConfigureAwait(false);
        return _pairs.GetOrAdd(task, _ => new AggregatorPair(leader, helper, _time));
    }

    private async Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
    {
        AggregatorPair pair;
        try
        {
            pair = await FindAsync(report.Task, cancellationToken).ConfigureAwait(false);
        }
        catch (AggregationException)
        {
            throw new ReportRejectedException(report.Id, RejectReason.TaskClosed, $"task {report.Task} is not known or has ended.");
        }

        return await pair.UploadAsync(report, cancellationToken).ConfigureAwait(false);
    }

    private void ForgetEnded()
    {
        foreach (TaskId task in _pairs.Keys)
        {
            if (!_leader.IsRunning(task)) _pairs.TryRemove(task, out _);
        }
    }

    // Off the caller's thread: verification and noise take long, and begin before anything is waited for.
    private sealed class LeaderParty(InProcessAggregators pair) : ILeaderEndpoint, IAggregatorManager, ICollector
    {
        public AggregatorRole Role => AggregatorRole.Leader;

        public Task<TaskParameters> GetTaskParametersAsync(TaskId task, CancellationToken cancellationToken) =>
            pair._leader.GetTaskParametersAsync(task, cancellationToken);

        public Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(report);
            return Task.Run(() => pair.UploadAsync(report, cancellationToken), cancellationToken);
        }

        public Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken) =>
            Task.Run(() => pair._leader.CreateSessionAsync(parameters, session, cancellationToken), cancellationToken);

        public async Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
        {
            await pair._leader.StartRoundAsync(session, task, cancellationToken).ConfigureAwait(false);
            pair.ForgetEnded();
        }

        public Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) => Task.Run(
            async () =>
            {
                AggregatorPair found = await pair.FindAsync(task, cancellationToken).ConfigureAwait(false);
                return await found.CollectAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

        public async Task EndSessionAsync(SessionId session, CancellationToken cancellationToken)
        {
            await pair._leader.EndSessionAsync(session, cancellationToken).ConfigureAwait(false);
            pair.ForgetEnded();
        }
    }

    private sealed class HelperParty(InProcessAggregators pair) : IAggregatorEndpoint, IAggregatorManager
    {
        public AggregatorRole Role => AggregatorRole.Helper;

        public Task<TaskParameters> GetTaskParametersAsync(TaskId task, CancellationToken cancellationToken) =>
            pair._helper.GetTaskParametersAsync(task, cancellationToken);

        public Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken) =>
            Task.Run(() => pair._helper.CreateSessionAsync(parameters, session, cancellationToken), cancellationToken);

        public Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
            pair._helper.StartRoundAsync(session, task, cancellationToken);

        public Task EndSessionAsync(SessionId session, CancellationToken cancellationToken) =>
            pair._helper.EndSessionAsync(session, cancellationToken);
    }
}
