using System.Diagnostics;
using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>Both sides of one task, and the messages between them.</summary>
internal sealed class AggregatorPair(AggregatorTask leader, AggregatorTask helper)
{
    // What changes both sides happens under this lock, so that their batches are the same whenever it is free.
    private readonly Lock _batch = new();
    private readonly UploadLog _uploads = new();
    private AggregationError? _ended;
    private bool _released;
    private long _bytes;
    private long _verifyTicks;
    private long _releaseTicks;

    public AggregatorTask Leader => leader;

    public AggregatorTask Helper => helper;

    /// <summary>Verifies and counts a report; a repeated one is answered as before.</summary>
    /// <exception cref="ReportRejectedException">It is not counted.</exception>
    public async Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
    {
        if (report.Shares is null)
            throw leader.Reject(report.Id, RejectReason.Malformed, "it has no shares.");
        return await _uploads.OnceAsync(report, () => Aggregate(report.Id, report.Shares), cancellationToken).ConfigureAwait(false)
            ? new UploadReceipt(report.Id, report.Size)
            : throw leader.Reject(report.Id, RejectReason.Replayed, "another report with its id was handed in to this task before.");
    }

    /// <summary>Closes the task at both aggregators, then releases at both; what fails after closing can be repeated.</summary>
    /// <exception cref="AggregationException">The task has ended, too few reports, or the batches differ.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while noise was drawn.</exception>
    public Collection Collect(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_batch)
        {
            if (_ended is { } end) throw AggregationException.Ended(leader.Parameters.Task, end);
            (long count, byte[] leaderChecksum) = leader.Batch();
            (long helperCount, byte[] helperChecksum) = helper.Batch();
            leader.Close(helperCount, helperChecksum);
            helper.Close(count, leaderChecksum);
            Collection collection = new(count, leader.Release(cancellationToken), helper.Release(cancellationToken));
            _released = true;
            Interlocked.Add(ref _releaseTicks, Stopwatch.GetTimestamp() - start);
            return collection;
        }
    }

    /// <summary>Ends the task at both aggregators: no reports, no release, no shares any more.</summary>
    /// <returns>What the task answers from now on.</returns>
    public AggregationError End()
    {
        lock (_batch)
        {
            leader.Dispose();
            helper.Dispose();
            return _ended ??= _released ? AggregationError.ReleaseDropped : AggregationError.TaskDiscarded;
        }
    }

    /// <summary>What happened so far.</summary>
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

    private void Aggregate(ReportId id, ReportShares shares)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] leaderOutput = [];
        byte[] helperOutput = [];
        try
        {
            leader.RequireCountable(id);
            helper.RequireCountable(id);
            (PrepareState state, byte[] initialize) = leader.Initialize(id, shares.PublicShare, shares.LeaderInputShare);
            leaderOutput = state.OutputShare;
            (helperOutput, byte[] finish) = helper.Respond(id, shares.PublicShare, shares.HelperInputShare, initialize);
            leaderOutput = leader.Finish(id, state, finish);
            lock (_batch)
            {
                leader.RequireCountable(id);
                helper.RequireCountable(id);
                leader.Count(id, leaderOutput);
                helper.Count(id, helperOutput);
            }

            Interlocked.Add(ref _bytes, initialize.Length + finish.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(leaderOutput);
            CryptographicOperations.ZeroMemory(helperOutput);
            Interlocked.Add(ref _verifyTicks, Stopwatch.GetTimestamp() - start);
        }
    }
}
