using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>
/// Leader and helper in one process, for trying out, tests and simulation: the real function, messages and noise,
/// each side an object that holds its own shares only. Whoever controls the process sees both, so this protects nobody.
/// Reports are verified as they come in, and not kept.
/// </summary>
public sealed class InProcessAggregators : IAggregatorClient, IAggregationManager
{
    private readonly ConcurrentDictionary<int, Session> _sessions = new();
    private readonly ConcurrentDictionary<TaskId, Pair> _tasks = new();
    private readonly Lock _sessionChange = new();
    private int _nextSession;

    /// <inheritdoc/>
    public Task<int> CreateSessionAsync(SessionParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters.MinBatchSize, 1);
        cancellationToken.ThrowIfCancellationRequested();
        IVdaf vdaf = parameters.Vdaf.Create();

        // What cannot be sampled, or would leave the field, is refused before anyone trains.
        NoiseMechanism noise = parameters.Privacy.CreateMechanism(vdaf.L2Sensitivity);
        parameters.Vdaf.RequireAggregateFits(parameters.MinBatchSize, noise.Sigma.ToDouble());
        int number = Interlocked.Increment(ref _nextSession);
        _sessions[number] = new Session(parameters, vdaf, RandomNumberGenerator.GetBytes(vdaf.VerifyKeySize));
        return Task.FromResult(number);
    }

    /// <inheritdoc/>
    public Task StartRoundAsync(int session, TaskId task, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_sessionChange)
        {
            if (!_sessions.TryGetValue(session, out Session? found))
                throw new AggregationException($"There is no session {session}.");
            TaskParameters parameters = new(task, found.Parameters.Vdaf, found.Parameters.Privacy, found.Parameters.MinBatchSize);
            Pair pair = new(
                session,
                new AggregatorTask(parameters, found.Vdaf, found.VerifyKey),
                new AggregatorTask(parameters, found.Vdaf, found.VerifyKey));
            if (!_tasks.TryAdd(task, pair))
                throw new AggregationException($"Task {task} exists already.");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TaskParameters> GetTaskParametersAsync(AggregatorRole role, TaskId task, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Pair pair = Find(task);
        return Task.FromResult((role == AggregatorRole.Leader ? pair.Leader : pair.Helper).Parameters);
    }

    /// <inheritdoc/>
    /// <remarks>Verifies the report at both aggregators before it returns.</remarks>
    public Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Task.Run(() => Find(report.Task).Aggregate(report), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken)
    {
        Pair pair = Find(task);
        return Task.Run(pair.Collect, cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndSessionAsync(int session, CancellationToken cancellationToken)
    {
        lock (_sessionChange)
        {
            if (!_sessions.TryRemove(session, out Session? found)) return Task.CompletedTask;
            foreach ((TaskId task, Pair pair) in _tasks)
            {
                if (pair.Session == session && _tasks.TryRemove(task, out _)) pair.Discard();
            }

            // Last: whoever knows the key can forge proofs, so that no task may count a report any more.
            CryptographicOperations.ZeroMemory(found.VerifyKey);
        }

        return Task.CompletedTask;
    }

    /// <summary>What happened in a task so far.</summary>
    /// <exception cref="AggregationException">Unknown task.</exception>
    public AggregationStatistics Statistics(TaskId task) => Find(task).Statistics();

    private Pair Find(TaskId task) =>
        _tasks.TryGetValue(task, out Pair? pair) ? pair : throw new AggregationException($"There is no task {task}.");

    private sealed record Session(SessionParameters Parameters, IVdaf Vdaf, byte[] VerifyKey);

    /// <summary>Both sides of one task, and the messages between them.</summary>
    private sealed class Pair(int session, AggregatorTask leader, AggregatorTask helper)
    {
        private readonly Lock _release = new();
        private long _bytes;
        private long _verifyTicks;
        private long _releaseTicks;

        public int Session => session;

        public AggregatorTask Leader => leader;

        public AggregatorTask Helper => helper;

        public UploadReceipt Aggregate(Report report)
        {
            long start = Stopwatch.GetTimestamp();
            byte[] leaderOutput = [];
            byte[] helperOutput = [];
            try
            {
                ReportShares shares = report.Shares;
                leader.Admit(report.Id);
                helper.Admit(report.Id);
                (PrepareState state, byte[] initialize) = leader.Initialize(report.Id, shares.PublicShare, shares.LeaderInputShare);
                leaderOutput = state.OutputShare;
                (helperOutput, byte[] finish) = helper.Respond(report.Id, shares.PublicShare, shares.HelperInputShare, initialize);
                leaderOutput = leader.Finish(report.Id, state, finish);
                lock (_release)
                {
                    leader.Count(report.Id, leaderOutput);
                    helper.Count(report.Id, helperOutput);
                }

                Interlocked.Add(ref _bytes, initialize.Length + finish.Length);
                return new UploadReceipt(report.Id, report.Size);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(leaderOutput);
                CryptographicOperations.ZeroMemory(helperOutput);
                Interlocked.Add(ref _verifyTicks, Stopwatch.GetTimestamp() - start);
            }
        }

        public void Discard()
        {
            lock (_release)
            {
                leader.Discard();
                helper.Discard();
            }
        }

        public Collection Collect()
        {
            long start = Stopwatch.GetTimestamp();
            lock (_release)
            {
                (long Count, byte[] Checksum) batch = leader.Batch();
                byte[] helperShare = helper.Release(batch);
                byte[] leaderShare = leader.Release(helper.Batch());
                Interlocked.Add(ref _releaseTicks, Stopwatch.GetTimestamp() - start);
                return new Collection(batch.Count, leaderShare, helperShare);
            }
        }

        public AggregationStatistics Statistics()
        {
            Dictionary<RejectReason, long> rejected = new(leader.Rejected());
            foreach ((RejectReason reason, long count) in helper.Rejected())
                rejected[reason] = rejected.GetValueOrDefault(reason) + count;
            return new AggregationStatistics(
                leader.Batch().Count,
                rejected,
                Interlocked.Read(ref _bytes),
                Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _verifyTicks)),
                Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _releaseTicks)));
        }
    }
}
