using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>One client's contribution to a task: shares of its update, each for one aggregator alone.</summary>
/// <param name="Task">The task.</param>
/// <param name="Id">The report's id, which is the nonce that its shares were made with.</param>
/// <param name="Shares">The shares.</param>
public sealed record Report(TaskId Task, ReportId Id, ReportShares Shares)
{
    /// <summary>Payload bytes: task and report id, public share and both input shares.</summary>
    public long Size => TaskId.Size + ReportId.Size
        + Shares.PublicShare.Length + Shares.LeaderInputShare.LongLength + Shares.HelperInputShare.Length;
}
