using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>A client's way to the two aggregators.</summary>
public interface IAggregatorClient
{
    /// <summary>Asks one aggregator what it knows about a task. The answer is that aggregator's own.</summary>
    /// <exception cref="AggregationException">The aggregator does not know the task.</exception>
    Task<TaskParameters> GetTaskParametersAsync(AggregatorRole role, TaskId task, CancellationToken cancellationToken);

    /// <summary>Hands in a report. Repeating the upload of one report counts it once.</summary>
    /// <exception cref="ReportRejectedException">The report was refused at once, and is not counted.</exception>
    Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken);
}
