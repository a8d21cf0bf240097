namespace Dpsa.Federation;

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

    /// <summary>The data holder has sent a report to this task before, counted or not; a second would double the sensitivity.</summary>
    ReportedBefore,

    /// <summary>The task's function cannot be made, or not take a clipped update.</summary>
    ImpossibleFunction,

    /// <summary>The task would take the data holder's total above its limit.</summary>
    TotalExceeded,

    /// <summary>
    /// The coordinator's instruction makes no sense: no task, a round below 1, a vector of another length than its layout, a
    /// parameter that is not finite, or a clip norm at which nothing can be learned.
    /// </summary>
    InvalidInstruction,

    /// <summary>The aggregators' answer cannot be used: parts are missing, or no ledger can record its privacy parameter.</summary>
    InvalidTask,
}
