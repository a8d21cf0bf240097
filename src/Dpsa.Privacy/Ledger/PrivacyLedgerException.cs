namespace Dpsa.Privacy;

/// <summary>A ledger could not be opened, or refused to record a round. The message says what to do.</summary>
public sealed class PrivacyLedgerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">Why.</param>
    /// <param name="message">What was wrong, and what to do.</param>
    /// <param name="line">Line of the ledger's file, from 1, where there is one to blame.</param>
    /// <param name="inner">What the operating system said.</param>
    public PrivacyLedgerException(LedgerError error, string message, int? line = null, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
        Line = line;
    }

    /// <summary>Why.</summary>
    public LedgerError Error { get; }

    /// <summary>Line of the ledger's file, from 1, where it is <see cref="LedgerError.Damaged"/> and one line is to blame.</summary>
    public int? Line { get; }
}
