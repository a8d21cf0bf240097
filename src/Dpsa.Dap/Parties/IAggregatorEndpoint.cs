using Dpsa.Vdaf;

namespace Dpsa.Dap;

/// <summary>
/// One aggregator, as its clients reach it. A client holds one object for each of the two, and none that answers for both.
/// </summary>
public interface IAggregatorEndpoint
{
    /// <summary>Which of the two aggregators this is.</summary>
    AggregatorRole Role { get; }

    /// <summary>Asks what this aggregator knows about a task.</summary>
    /// <exception cref="AggregationException">The aggregator does not know the task, or it has ended.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<TaskParameters> GetTaskParametersAsync(TaskId task, CancellationToken cancellationToken);
}
