using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;
using Dpsa.Vdaf.PingPong;

namespace Dpsa.Aggregator;

/// <summary>
/// One aggregator's side of one task: verifies reports with its own shares only, has the store add up the valid ones, and releases its
/// share of the sum once, with its noise.
/// </summary>
/// <param name="parameters">The task.</param>
/// <param name="session">Its session: function and noise.</param>
/// <param name="store">What has been counted and released.</param>
/// <param name="verifyKey">
/// Key of this task alone, which both aggregators know and clients do not; zeroed once no report is verified any more.
/// </param>
internal sealed class AggregatorTask(TaskParameters parameters, AggregationSession session, IAggregatorStore store, byte[] verifyKey)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RejectReason, long> _rejected = [];
    private string? _closed;

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
    public async ValueTask RequireCountableAsync(ReportId report, CancellationToken cancellationToken) => RequireCounted(
        report, await store.CheckAsync(parameters.Task, report, session.MaxReports, cancellationToken).ConfigureAwait(false));

    /// <summary>Adds a verified output share to the aggregate share.</summary>
    /// <exception cref="ReportRejectedException">As <see cref="RequireCountableAsync"/>.</exception>
    public async ValueTask CountAsync(ReportId report, byte[] outputShare, CancellationToken cancellationToken) => RequireCounted(
        report,
        await store.CountAsync(parameters.Task, report, outputShare, session.Vdaf, session.MaxReports, cancellationToken)
            .ConfigureAwait(false));

    /// <summary>Refuses a report, and counts that.</summary>
    public ReportRejectedException Reject(ReportId report, RejectReason reason, string message)
    {
        lock (_lock) _rejected[reason] = _rejected.GetValueOrDefault(reason) + 1;
        return new ReportRejectedException(report, reason, message);
    }

    /// <summary>Takes no more reports, where the batch may be released: both aggregators close before either releases.</summary>
    /// <param name="other">The other aggregator's batch.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="AggregationException">
    /// The batches differ, or too few reports: the task is open as before. Or it has ended.
    /// </exception>
    public async ValueTask CloseAsync(Batch other, CancellationToken cancellationToken)
    {
        Batch own = await BatchAsync(cancellationToken).ConfigureAwait(false);
        if (own != other)
        {
            throw new AggregationException(
                AggregationError.BatchMismatch,
                $"Leader and helper hold different batches of task {parameters.Task} ({other.Count} and {own.Count} reports); "
                + "nothing was released.");
        }

        if (own.Count < parameters.MinBatchSize)
        {
            throw new AggregationException(
                AggregationError.InvalidBatchSize,
                $"Task {parameters.Task} has {own.Count} valid reports of at least {parameters.MinBatchSize}; nothing was released.");
        }

        if (!await store.CloseAsync(parameters.Task, own, cancellationToken).ConfigureAwait(false))
        {
            await BatchAsync(cancellationToken).ConfigureAwait(false);
            throw new AggregationException(
                AggregationError.BatchMismatch,
                $"The batch of task {parameters.Task} grew while it was to be closed; nothing was released.");
        }

        StopVerifying($"the sum of task {parameters.Task} is being released.");
    }

    /// <summary>
    /// This aggregator's share of the sum with its noise, of a task that was closed. The noise is drawn once: on failure nothing
    /// with noise is kept, and a repetition starts from the sum itself.
    /// </summary>
    /// <exception cref="AggregationException">The task has ended.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while noise was drawn.</exception>
    public async ValueTask<byte[]> ReleaseAsync(CancellationToken cancellationToken)
    {
        byte[]? share = await store.ReleaseAsync(
            parameters.Task, (sum, noised) => session.AddNoise(sum, noised, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (share is not null) return share;
        await BatchAsync(cancellationToken).ConfigureAwait(false);
        throw new InvalidOperationException("The task has not been closed.");
    }

    /// <summary>Verifies no more reports: the store has ended the task.</summary>
    public void End() => StopVerifying($"task {parameters.Task} has ended.");

    /// <summary>What has been counted.</summary>
    /// <exception cref="AggregationException">The task has ended.</exception>
    public async ValueTask<Batch> BatchAsync(CancellationToken cancellationToken)
    {
        StoredTask? stored = await store.FindTaskAsync(parameters.Task, cancellationToken).ConfigureAwait(false);
        return stored is { Phase: TaskPhase.Open or TaskPhase.Closed or TaskPhase.Released }
            ? stored.Batch
            : throw AggregationException.Ended(parameters.Task, EndOf(stored?.Phase));
    }

    /// <summary>Number of refused reports by reason.</summary>
    public IReadOnlyDictionary<RejectReason, long> Rejected()
    {
        lock (_lock) return new Dictionary<RejectReason, long>(_rejected);
    }

    /// <summary>What a task answers that is in the given phase, or was never there.</summary>
    internal static AggregationError EndOf(TaskPhase? phase) => phase switch
    {
        TaskPhase.Dropped => AggregationError.ReleaseDropped,
        TaskPhase.Discarded => AggregationError.TaskDiscarded,
        _ => AggregationError.UnrecognizedTask,
    };

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

    private void RequireCounted(ReportId report, CountOutcome outcome)
    {
        switch (outcome)
        {
            case CountOutcome.Counted:
                return;
            case CountOutcome.Replayed:
                throw Reject(report, RejectReason.Replayed, "it is in the batch already.");
            case CountOutcome.Full:
                throw Reject(
                    report,
                    RejectReason.BatchFull,
                    $"the field has room for the sum of {session.MaxReports} reports with its noise; they are in.");
            default:
                throw Reject(report, RejectReason.TaskClosed, _closed ?? $"task {parameters.Task} takes no more reports.");
        }
    }

    // Whoever knows the key can forge proofs: it goes when no report may be counted any more.
    private void StopVerifying(string why)
    {
        lock (_lock)
        {
            _closed = why;
            CryptographicOperations.ZeroMemory(verifyKey);
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
            string? closed;
            lock (_lock) closed = _closed;

            // Verified with a key that was zeroed meanwhile, perhaps: no word about the proof then.
            throw closed is null ? Reject(report, ReasonOf(e.Error), e.Message) : Reject(report, RejectReason.TaskClosed, closed);
        }
    }
}
