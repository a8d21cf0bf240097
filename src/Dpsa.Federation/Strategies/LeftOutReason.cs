namespace Dpsa.Federation;

/// <summary>Why a client's answer does not enter the averages of a round.</summary>
public enum LeftOutReason
{
    /// <summary>The answer, its name, receipt or metrics are missing.</summary>
    Missing,

    /// <summary>The round did not ask a client of this name.</summary>
    UnknownClient,

    /// <summary>A client of this name has answered already in this round; the first answer that can be averaged counts.</summary>
    DuplicateClient,

    /// <summary>The client trained from another model than the round's.</summary>
    WrongModel,

    /// <summary>The number of samples is negative, or above <see cref="AnswerScreen.MaxSampleCount"/>.</summary>
    InvalidSampleCount,

    /// <summary>
    /// A metric is not a number, infinite or out of range, or has a name that is too long or holds control characters; or there are
    /// more than <see cref="AnswerScreen.MaxMetrics"/>.
    /// </summary>
    InvalidMetrics,
}
