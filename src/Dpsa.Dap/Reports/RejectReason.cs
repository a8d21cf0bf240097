namespace Dpsa.Dap;

/// <summary>Why an aggregator does not count a report; in brackets the PrepareError of DAP-09 which it corresponds to.</summary>
public enum RejectReason
{
    /// <summary>Another report with this id was handed in to this task before (report_replayed).</summary>
    Replayed,

    /// <summary>
    /// The task is not known, or takes no reports any more: its sum is being or has been released, or it has ended (batch_collected).
    /// </summary>
    TaskClosed,

    /// <summary>A share or message is missing or not a valid encoding (invalid_message).</summary>
    Malformed,

    /// <summary>
    /// The proof does not show a norm within the bound, leader and helper hold different joint randomness, or the shares were
    /// made for another task (vdaf_prep_error).
    /// </summary>
    InvalidProof,

    /// <summary>
    /// The random point at which the proof is checked lies in its evaluation domain, where it shows nothing (vdaf_prep_error). This
    /// says nothing about the report: the client may send a fresh one. Happens to one report in 15 million over the 32-bit field
    /// at d = 62,006, and to hardly any over the others.
    /// </summary>
    QueryPointOnDomain,

    /// <summary>The batch holds as many reports as its sum and noise have room for in the function's field (batch_saturated).</summary>
    BatchFull,
}
