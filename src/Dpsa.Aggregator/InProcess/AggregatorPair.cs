using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>Both sides of one task, and the messages between them.</summary>
internal sealed class AggregatorPair(AggregatorTask leader, AggregatorTask helper, TimeProvider time)
{
    // What changes both sides happens one at a time, so that their batches are the same whenever nothing is under way.
    private readonly AsyncLock _batch = new();
    private readonly UploadLog _uploads = new();
    private long _bytes;
    private long _verifyTicks;
    private long _releaseTicks;

    /// <summary>Verifies and counts a report; a repeated one is answered as before.</summary>
    /// <exception cref="ReportRejectedException">It is not counted.</exception>
    public async Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
    {
        if (report.Shares is not { PublicShare: not null, LeaderInputShare: not null, HelperInputShare: not null })
            throw leader.Reject(report.Id, RejectReason.Malformed, "it has no shares.");
        return await _uploads.OnceAsync(report, () => AggregateAsync(report.Id, report.Shares), cancellationToken).ConfigureAwait(false)
            ? new UploadReceipt(report.Id, report.Size)
            : throw leader.Reject(report.Id, RejectReason.Replayed, "another report with its id was handed in to this task before.");
    }

    /// <summary>Closes the task at both aggregators, then releases at both; what fails after closing can be repeated.</summary>
    /// <exception cref="AggregationException">The task has ended, too few reports, or the batches differ.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while noise was drawn.</exception>
    public async Task<Collection> CollectAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        using (await _batch.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            Batch atLeader = await leader.BatchAsync(cancellationToken).ConfigureAwait(false);
            Batch atHelper = await helper.BatchAsync(cancellationToken).ConfigureAwait(false);
            await leader.CloseAsync(atHelper, cancellationToken).ConfigureAwait(false);
            await helper.CloseAsync(atLeader, cancellationToken).ConfigureAwait(false);
            Collection collection = new(
                atLeader.Count,
                await leader.ReleaseAsync(cancellationToken).ConfigureAwait(false),
                await helper.ReleaseAsync(cancellationToken).ConfigureAwait(false));
            Interlocked.Add(ref _releaseTicks, time.GetElapsedTime(start).Ticks);
            return collection;
        }
    }

    /// <summary>What happened so far.</summary>
    /// <exception cref="AggregationException">The task has ended.</exception>
    public async Task<AggregationStatistics> StatisticsAsync(CancellationToken cancellationToken)
    {
        Dictionary<RejectReason, long> rejected = new(leader.Rejected());
        foreach ((RejectReason reason, long count) in helper.Rejected())
            rejected[reason] = rejected.GetValueOrDefault(reason) + count;
        return new AggregationStatistics(
            (await leader.BatchAsync(cancellationToken).ConfigureAwait(false)).Count,
            rejected,
            Interlocked.Read(ref _bytes),
            TimeSpan.FromTicks(Interlocked.Read(ref _verifyTicks)),
            TimeSpan.FromTicks(Interlocked.Read(ref _releaseTicks)));
    }

    private async Task AggregateAsync(ReportId id, ReportShares shares)
    {
        long start = time.GetTimestamp();
        byte[] leaderOutput = [];
        byte[] helperOutput = [];
        try
        {
            await RequireCountableAsync(id).ConfigureAwait(false);
            (PrepareState state, byte[] initialize) = leader.Initialize(id, shares.PublicShare, shares.LeaderInputShare);
            leaderOutput = state.OutputShare;
            (helperOutput, byte[] finish) = helper.Respond(id, shares.PublicShare, shares.HelperInputShare, initialize);
            leaderOutput = leader.Finish(id, state, finish);
            using (await _batch.EnterAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await RequireCountableAsync(id).ConfigureAwait(false);
                await leader.CountAsync(id, leaderOutput, CancellationToken.None).ConfigureAwait(false);
                await helper.CountAsync(id, helperOutput, CancellationToken.None).ConfigureAwait(false);
            }

            Interlocked.Add(ref _bytes, initialize.Length + finish.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(leaderOutput);
            CryptographicOperations.ZeroMemory(helperOutput);
            Interlocked.Add(ref _verifyTicks, time.GetElapsedTime(start).Ticks);
        }
    }

    private async ValueTask RequireCountableAsync(ReportId id)
    {
        await leader.RequireCountableAsync(id, CancellationToken.None).ConfigureAwait(false);
        await helper.RequireCountableAsync(id, CancellationToken.None).ConfigureAwait(false);
    }
}
