using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;
using Dpsa.Vdaf.PingPong;

namespace Dpsa.Aggregator;

/// <summary>
/// One aggregator's side of one task: verifies reports with its own shares only, adds up the valid ones, and
/// releases its share of the sum once, with its noise.
/// </summary>
/// <param name="parameters">The task.</param>
/// <param name="session">Its session: function, noise and memory.</param>
/// <param name="verifyKey">
/// Key of this task alone, which both aggregators know and clients do not; zeroed once no report is verified any more.
/// </param>
internal sealed class AggregatorTask(TaskParameters parameters, AggregationSession session, byte[] verifyKey) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SecretPool<byte>.Lease _aggregateShare = session.Shares.Rent();
    private readonly HashSet<ReportId> _counted = [];
    private readonly Dictionary<RejectReason, long> _rejected = [];
    private readonly byte[] _checksum = new byte[SHA256.HashSizeInBytes];
    private long _count;
    private SecretPool<byte>.Lease? _released;
    private string? _closed;
    private AggregationError? _ended;

    public TaskParameters Parameters => parameters;

    /// <summary>Leader, first step: evaluates the proof on its share.</summary>
    /// <returns>Its state, and the ping-pong message for the helper.</returns>
    public (PrepareState State, byte[] Message) Initialize(ReportId report, byte[] publicShare, byte[] inputShare) =>
        Verified(report, () => PingPongTopology.LeaderInitialize(
            session.Vdaf, verifyKey, report.ToBytes(), publicShare, new ReadOnlySequence<byte>(inputShare)));

    /// <summary>Helper, only step: evaluates the proof on its share and decides.</summary>
    /// <returns>Its verified output share, and the ping-pong message for the leader.</returns>
    public (byte[] OutputShare, byte[] Message) Respond(ReportId report, byte[] publicShare, byte[] inputShare, byte[] inbound) =>
        Verified(report, () => PingPongTopology.HelperFinish(
            session.Vdaf, verifyKey, report.ToBytes(), publicShare, new ReadOnlySequence<byte>(inputShare), inbound));

    /// <summary>Leader, last step: checks the helper's answer.</summary>
    /// <returns>Its verified output share.</returns>
    public byte[] Finish(ReportId report, PrepareState state, byte[] inbound) =>
        Verified(report, () => PingPongTopology.LeaderFinish(session.Vdaf, state, inbound));

    /// <summary>Checks that a report could be counted now: the task is open, its batch not full, and the report not in it.</summary>
    /// <exception cref="ReportRejectedException">It could not.</exception>
    public void RequireCountable(ReportId report)
    {
        lock (_lock)
        {
            if (_closed is not null) throw Reject(report, RejectReason.TaskClosed, _closed);
            if (_counted.Contains(report)) throw Reject(report, RejectReason.Replayed, "it is in the batch already.");
            if (_count >= session.MaxReports)
            {
                throw Reject(
                    report,
                    RejectReason.BatchFull,
                    $"the field has room for the sum of {session.MaxReports} reports with its noise; they are in.");
            }
        }
    }

    /// <summary>Adds a verified output share to the aggregate share.</summary>
    /// <exception cref="ReportRejectedException">As <see cref="RequireCountable"/>.</exception>
    public void Count(ReportId report, byte[] outputShare)
    {
        byte[] hash = SHA256.HashData(report.ToBytes());
        lock (_lock)
        {
            RequireCountable(report);
            session.Vdaf.Accumulate(_aggregateShare.Span, outputShare);
            _counted.Add(report);
            for (int i = 0; i < hash.Length; i++) _checksum[i] ^= hash[i];
            _count++;
        }
    }

    /// <summary>Refuses a report, and counts that.</summary>
    public ReportRejectedException Reject(ReportId report, RejectReason reason, string message)
    {
        lock (_lock) _rejected[reason] = _rejected.GetValueOrDefault(reason) + 1;
        return new ReportRejectedException(report, reason, message);
    }

    /// <summary>Takes no more reports, where the batch may be released: both aggregators close before either releases.</summary>
    /// <param name="count">The other aggregator's number of reports.</param>
    /// <param name="checksum">The other aggregator's checksum.</param>
    /// <exception cref="AggregationException">
    /// The batches differ, or too few reports: the task is open as before. Or it has ended.
    /// </exception>
    public void Close(long count, byte[] checksum)
    {
        lock (_lock)
        {
            if (_ended is { } end) throw AggregationException.Ended(parameters.Task, end);
            if (_closed is not null) return;
            if (count != _count || !checksum.AsSpan().SequenceEqual(_checksum))
            {
                throw new AggregationException(
                    AggregationError.BatchMismatch,
                    $"Leader and helper hold different batches of task {parameters.Task} ({count} and {_count} reports); "
                    + "nothing was released.");
            }

            if (_count < parameters.MinBatchSize)
            {
                throw new AggregationException(
                    AggregationError.InvalidBatchSize,
                    $"Task {parameters.Task} has {_count} valid reports of at least {parameters.MinBatchSize}; nothing was released.");
            }

            StopCounting($"the sum of task {parameters.Task} is being released.");
        }
    }

    /// <summary>
    /// This aggregator's share of the sum with its noise, of a task that was closed. The noise is drawn once: on failure nothing
    /// with noise is kept, and a repetition starts from the sum itself.
    /// </summary>
    /// <exception cref="AggregationException">The task has ended.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while noise was drawn.</exception>
    public byte[] Release(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_ended is { } end) throw AggregationException.Ended(parameters.Task, end);
            if (_closed is null) throw new InvalidOperationException("The task has not been closed.");
            return (_released ??= Noised(cancellationToken)).Span.ToArray();
        }
    }

    /// <summary>Ends the task: takes no more reports, releases nothing more, and forgets all shares.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended ??= _released is null ? AggregationError.TaskDiscarded : AggregationError.ReleaseDropped;
            StopCounting($"task {parameters.Task} has ended.");
            _aggregateShare.Dispose();
            _released?.Dispose();
        }
    }

    /// <summary>Number of counted reports, and the XOR of the SHA-256 hashes of their ids (DAP-09, section 4.6.1).</summary>
    public (long Count, byte[] Checksum) Batch()
    {
        lock (_lock) return (_count, [.. _checksum]);
    }

    /// <summary>Number of refused reports by reason.</summary>
    public IReadOnlyDictionary<RejectReason, long> Rejected()
    {
        lock (_lock) return new Dictionary<RejectReason, long>(_rejected);
    }

    /// <summary>What a failed verification means for its report.</summary>
    internal static RejectReason ReasonOf(VdafError error) => error switch
    {
        VdafError.MalformedEncoding => RejectReason.Malformed,
        VdafError.QueryRandomnessOnDomain => RejectReason.QueryPointOnDomain,
        VdafError.ProofRejected or VdafError.JointRandomnessMismatch => RejectReason.InvalidProof,

        // Only a client that shards meets these two.
        VdafError.InvalidMeasurement or VdafError.WraparoundTestFailed => RejectReason.InvalidProof,
        _ => throw new UnreachableException($"{error} has no reason of its own."),
    };

    private SecretPool<byte>.Lease Noised(CancellationToken cancellationToken)
    {
        SecretPool<byte>.Lease share = session.Shares.Rent();
        try
        {
            using SecretPool<Int128>.Lease draws = session.Draws.Rent();
            session.Noise.FillParallel(draws.Memory, cancellationToken: cancellationToken);
            _aggregateShare.Span.CopyTo(share.Span);
            session.Vdaf.AddNoise(share.Span, draws.Span);
        }
        catch
        {
            share.Dispose();
            throw;
        }

        _aggregateShare.Dispose();
        return share;
    }

    // The key last: whoever knows it can forge proofs, so that no report may be counted any more.
    private void StopCounting(string why)
    {
        _closed = why;
        _counted.Clear();
        _counted.TrimExcess();
        CryptographicOperations.ZeroMemory(verifyKey);
    }

    private T Verified<T>(ReportId report, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (VdafException e)
        {
            lock (_lock)
            {
                // Verified with a key that was zeroed meanwhile, perhaps: no word about the proof then.
                throw _closed is null ? Reject(report, ReasonOf(e.Error), e.Message) : Reject(report, RejectReason.TaskClosed, _closed);
            }
        }
    }
}
