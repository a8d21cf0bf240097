namespace Dpsa.Dap;

/// <summary>The leader, as its clients reach it: the aggregator that takes the reports.</summary>
public interface ILeaderEndpoint : IAggregatorEndpoint
{
    /// <summary>
    /// Hands in a report. While its task is known, repeating the upload of one report is answered as the first time, with the
    /// receipt or with the refusal, and counts it once; so an upload whose answer was lost can be repeated.
    /// </summary>
    /// <exception cref="ReportRejectedException">
    /// The report was refused at once, and is not counted. After <see cref="RejectReason.QueryPointOnDomain"/> a fresh report may be sent.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken);
}
