// What tells two reports of one id apart: the AES-128-GMAC of each share under a key of the log's own. Tags never leave the log,
// so that their nonce is of no matter. Four times as fast as SHA-256, which would take 4% of the time that verification does.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>
/// What became of each report of one task: repeating an upload is answered as the first time, and counts and costs nothing.
/// Safe for use from several threads.
/// </summary>
internal sealed class UploadLog
{
    private const int TagSize = 16;

    private readonly ConcurrentDictionary<ReportId, Entry> _entries = new();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(TagSize);

    /// <summary>Verifies a report, unless that has been done or is under way: then answers as it was or will be answered.</summary>
    /// <param name="report">The report; its shares are not null.</param>
    /// <param name="verify">Returns where the report is counted.</param>
    /// <param name="cancellationToken">Stops waiting for another upload of the same report; never stops a verification.</param>
    /// <returns>False where another report of the same id was handed in before.</returns>
    /// <exception cref="ReportRejectedException">The report is refused, or was.</exception>
    public async Task<bool> OnceAsync(Report report, Func<Task> verify, CancellationToken cancellationToken)
    {
        Entry own = new(Tag(report.Shares));
        ReportId id = report.Id;
        Entry entry = _entries.GetOrAdd(id, own);
        if (!ReferenceEquals(entry, own))
        {
            if (!CryptographicOperations.FixedTimeEquals(entry.Tag, own.Tag)) return false;
            Refusal? before = await entry.Answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return before is null ? true : throw new ReportRejectedException(id, before.Reason, before.Detail);
        }

        try
        {
            await verify().ConfigureAwait(false);
            own.Answer.SetResult(null);
            return true;
        }
        catch (ReportRejectedException e)
        {
            // A task that is closed remains so: there is nothing to remember, however many reports come.
            if (e.Reason == RejectReason.TaskClosed) _entries.TryRemove(id, out _);
            own.Answer.SetResult(new Refusal(e.Reason, e.Detail));
            throw;
        }
        catch (Exception e)
        {
            // Not an answer about the report: the next upload is verified anew.
            _entries.TryRemove(id, out _);
            own.Answer.SetException(e);
            _ = own.Answer.Task.Exception;
            throw;
        }
    }

    private byte[] Tag(ReportShares shares)
    {
        byte[] tag = new byte[3 * TagSize];
        Span<byte> nonce = stackalloc byte[AesGcm.NonceByteSizes.MinSize];
        nonce.Clear();
        using AesGcm gmac = new(_key, TagSize);
        gmac.Encrypt(nonce, [], [], tag.AsSpan(0, TagSize), shares.PublicShare);
        gmac.Encrypt(nonce, [], [], tag.AsSpan(TagSize, TagSize), shares.LeaderInputShare);
        gmac.Encrypt(nonce, [], [], tag.AsSpan(2 * TagSize), shares.HelperInputShare);
        return tag;
    }

    private sealed record Refusal(RejectReason Reason, string Detail);

    private sealed class Entry(byte[] tag)
    {
        public byte[] Tag => tag;

        /// <summary>Null where the report is counted.</summary>
        public TaskCompletionSource<Refusal?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
