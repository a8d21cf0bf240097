namespace Dpsa.Dap;

/// <summary>Why the aggregators do not do what a coordinator asks; named after DAP-09's problem types where there is one.</summary>
public enum AggregationError
{
    /// <summary>There is no such session: it was never created, or it has ended.</summary>
    UnrecognizedSession,

    /// <summary>There never was such a task (unrecognizedTask).</summary>
    UnrecognizedTask,

    /// <summary>
    /// The id belongs to a task already, running or ended: an id is used once, so that reports of one task can never be counted in another.
    /// </summary>
    TaskExists,

    /// <summary>Fewer valid reports than the minimum batch size (invalidBatchSize). The task stays open.</summary>
    InvalidBatchSize,

    /// <summary>Leader and helper hold different batches (batchMismatch). Nothing of the task is ever released.</summary>
    BatchMismatch,

    /// <summary>The task has ended without a release: its session ended, or the session's next round started before.</summary>
    TaskDiscarded,

    /// <summary>The sum was released, and the shares have been dropped since. They are not made anew: that took fresh noise.</summary>
    ReleaseDropped,
}
