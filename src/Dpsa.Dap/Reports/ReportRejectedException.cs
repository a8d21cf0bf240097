namespace Dpsa.Dap;

/// <summary>An upload was refused before it was counted.</summary>
public sealed class ReportRejectedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="report">The report.</param>
    /// <param name="reason">Why.</param>
    /// <param name="message">What was wrong, as the end of a sentence: "its id was used before."</param>
    public ReportRejectedException(ReportId report, RejectReason reason, string message)
        : base($"Report {report} was refused: {message}")
    {
        Report = report;
        Reason = reason;
        Detail = message;
    }

    /// <summary>The report.</summary>
    public ReportId Report { get; }

    /// <summary>Why.</summary>
    public RejectReason Reason { get; }

    /// <summary>The part of the message that does not name the report.</summary>
    internal string Detail { get; }
}
