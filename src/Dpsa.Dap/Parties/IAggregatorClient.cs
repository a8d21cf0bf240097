using Dpsa.Vdaf;

namespace Dpsa.Dap;

/// <summary>A client's way to the two aggregators.</summary>
/// <remarks>Both methods throw <see cref="OperationCanceledException"/> where their token is cancelled.</remarks>
public interface IAggregatorClient
{
    /// <summary>Asks one aggregator what it knows about a task. The answer is that aggregator's own.</summary>
    /// <exception cref="AggregationException">The aggregator does not know the task, or it has ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such aggregator.</exception>
    Task<TaskParameters> GetTaskParametersAsync(AggregatorRole role, TaskId task, CancellationToken cancellationToken);

    /// <summary>
    /// Hands in a report. While its task is known, repeating the upload of one report is answered as the first time, with the
    /// receipt or with the refusal, and counts it once; so an upload whose answer was lost can be repeated.
    /// </summary>
    /// <exception cref="ReportRejectedException">
    /// The report was refused at once, and is not counted. After <see cref="RejectReason.QueryPointOnDomain"/> a fresh report may be sent.
    /// </exception>
    Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken);
}
