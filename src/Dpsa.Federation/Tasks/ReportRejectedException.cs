namespace Dpsa.Federation;

/// <summary>Why an aggregator does not count a report.</summary>
public enum RejectReason
{
    /// <summary>A report with this id was seen before in this task.</summary>
    Replayed,

    /// <summary>The task is not known, or its sum has been released already.</summary>
    TaskClosed,

    /// <summary>A share or message is not a valid encoding.</summary>
    Malformed,

    /// <summary>The proof does not show a norm within the bound, or leader and helper hold different joint randomness.</summary>
    InvalidProof,
}

/// <summary>An upload was refused before it was counted.</summary>
public sealed class ReportRejectedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ReportRejectedException(ReportId report, RejectReason reason, string message)
        : base($"Report {report} was refused: {message}")
    {
        Report = report;
        Reason = reason;
    }

    /// <summary>The report.</summary>
    public ReportId Report { get; }

    /// <summary>Why.</summary>
    public RejectReason Reason { get; }
}
