using Dpsa.Federation;

namespace Dpsa.TorchSharp;

/// <summary>Why a client does not take part in a task.</summary>
public enum RefusalReason
{
    /// <summary>Leader and helper describe the task differently.</summary>
    AggregatorsDisagree,

    /// <summary>The noise is weaker than the client's limit, or there is none.</summary>
    PrivacyTooWeak,

    /// <summary>The sum may be released over fewer reports than the client's limit.</summary>
    BatchTooSmall,

    /// <summary>The task's function sums vectors of another dimension than the model's.</summary>
    WrongDimension,

    /// <summary>The client has sent a report to this task before, counted or not; a second would spend more than it accounts for.</summary>
    ReportedBefore,

    /// <summary>The task's function cannot be constructed, for instance because a report would be too large.</summary>
    ImpossibleFunction,
}

/// <summary>The client refuses a task. Nothing was trained, nothing was sent, no privacy was spent.</summary>
public sealed class TaskRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TaskRefusedException(TaskId task, RefusalReason reason, string message)
        : base(message)
    {
        Task = task;
        Reason = reason;
    }

    /// <summary>The task.</summary>
    public TaskId Task { get; }

    /// <summary>Why.</summary>
    public RefusalReason Reason { get; }
}
