using System.Buffers;
using System.Security.Cryptography;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.PingPong;

namespace Dpsa.Federation;

/// <summary>
/// One aggregator's side of one task: verifies reports with its own shares only, adds up the valid ones, and
/// releases its share of the sum once, with its noise.
/// </summary>
internal sealed class AggregatorTask(TaskParameters parameters, IVdaf vdaf, byte[] verifyKey)
{
    private readonly Lock _lock = new();
    private readonly byte[] _aggregateShare = new byte[vdaf.AggregateShareSize];
    private readonly HashSet<ReportId> _seen = [];
    private readonly Dictionary<RejectReason, long> _rejected = [];
    private readonly byte[] _checksum = new byte[SHA256.HashSizeInBytes];
    private long _count;
    private byte[]? _released;
    private bool _discarded;

    public TaskParameters Parameters => parameters;

    /// <summary>Takes note of a report's id.</summary>
    /// <exception cref="ReportRejectedException">Seen before, or the task is closed.</exception>
    public void Admit(ReportId report)
    {
        lock (_lock)
        {
            RequireOpen(report);
            if (!_seen.Add(report))
                throw Rejected(report, RejectReason.Replayed, "its id was used before in this task.");
        }
    }

    /// <summary>Leader, first step: evaluates the proof on its share.</summary>
    /// <returns>Its state, and the ping-pong message for the helper.</returns>
    public (PrepareState State, byte[] Message) Initialize(ReportId report, byte[] publicShare, byte[] inputShare) =>
        Verified(report, () => PingPongTopology.LeaderInitialize(
            vdaf, verifyKey, report.ToBytes(), publicShare, new ReadOnlySequence<byte>(inputShare)));

    /// <summary>Helper, only step: evaluates the proof on its share and decides.</summary>
    /// <returns>Its verified output share, and the ping-pong message for the leader.</returns>
    public (byte[] OutputShare, byte[] Message) Respond(ReportId report, byte[] publicShare, byte[] inputShare, byte[] inbound) =>
        Verified(report, () => PingPongTopology.HelperFinish(
            vdaf, verifyKey, report.ToBytes(), publicShare, new ReadOnlySequence<byte>(inputShare), inbound));

    /// <summary>Leader, last step: checks the helper's answer.</summary>
    /// <returns>Its verified output share.</returns>
    public byte[] Finish(ReportId report, PrepareState state, byte[] inbound) =>
        Verified(report, () => PingPongTopology.LeaderFinish(vdaf, state, inbound));

    /// <summary>Adds a verified output share to the aggregate share.</summary>
    /// <exception cref="ReportRejectedException">The task was closed meanwhile.</exception>
    public void Count(ReportId report, byte[] outputShare)
    {
        byte[] hash = SHA256.HashData(report.ToBytes());
        lock (_lock)
        {
            RequireOpen(report);
            vdaf.Accumulate(_aggregateShare, outputShare);
            for (int i = 0; i < hash.Length; i++) _checksum[i] ^= hash[i];
            _count++;
        }
    }

    /// <summary>Closes the task and releases this aggregator's share; the noise is drawn on the first call only.</summary>
    /// <param name="batch">The other aggregator's count and checksum, which must match; null where there is none to compare.</param>
    /// <exception cref="AggregationException">Too few reports, or the batches differ.</exception>
    public byte[] Release((long Count, byte[] Checksum)? batch)
    {
        lock (_lock)
        {
            if (_discarded)
                throw new AggregationException($"The session of task {parameters.Task} has ended; nothing was released.");
            if (batch is { } other && (other.Count != _count || !other.Checksum.AsSpan().SequenceEqual(_checksum)))
                throw new AggregationException(
                    $"Leader and helper hold different batches of task {parameters.Task} ({other.Count} and {_count} reports); nothing was released.");
            if (_count < parameters.MinBatchSize)
                throw new AggregationException(
                    $"Task {parameters.Task} has {_count} valid reports of at least {parameters.MinBatchSize}; nothing was released.");
            if (_released is null)
            {
                NoiseMechanism mechanism = parameters.Privacy.CreateMechanism(vdaf.L2Sensitivity);
                RequireFits(mechanism);
                Int128[] noise = mechanism.Sample(vdaf.Dimension);
                try
                {
                    vdaf.AddNoise(_aggregateShare, noise);
                }
                finally
                {
                    Array.Clear(noise);
                }

                _released = _aggregateShare;
            }

            return [.. _released];
        }
    }

    /// <summary>Closes the task without a release, and forgets its share of the sum.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _discarded = true;
            CryptographicOperations.ZeroMemory(_aggregateShare);
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

    private void RequireOpen(ReportId report)
    {
        if (_discarded)
            throw Rejected(report, RejectReason.TaskClosed, $"the session of task {parameters.Task} has ended.");
        if (_released is not null)
            throw Rejected(report, RejectReason.TaskClosed, $"the sum of task {parameters.Task} has been released.");
    }

    // The session was checked for the smallest batch; this one may be larger.
    private void RequireFits(NoiseMechanism mechanism)
    {
        try
        {
            parameters.Vdaf.RequireAggregateFits(_count, mechanism.Sigma.ToDouble());
        }
        catch (ArgumentException e)
        {
            throw new AggregationException($"The sum of task {parameters.Task} may have left the field; nothing was released. {e.Message}");
        }
    }

    private T Verified<T>(ReportId report, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (VdafException e)
        {
            RejectReason reason = e.Error == VdafError.MalformedEncoding ? RejectReason.Malformed : RejectReason.InvalidProof;
            lock (_lock) throw Rejected(report, reason, e.Message);
        }
    }

    private ReportRejectedException Rejected(ReportId report, RejectReason reason, string message)
    {
        Tally(reason);
        return new ReportRejectedException(report, reason, message);
    }

    private void Tally(RejectReason reason) => _rejected[reason] = _rejected.GetValueOrDefault(reason) + 1;
}
