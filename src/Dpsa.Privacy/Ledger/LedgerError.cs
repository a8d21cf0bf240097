namespace Dpsa.Privacy;

/// <summary>Why a ledger was not opened, or did not record a round. In every case nothing may be sent.</summary>
public enum LedgerError
{
    /// <summary>There is no ledger at the path, only its mark is left, or one of them went away while it was open.</summary>
    Missing,

    /// <summary>There is a ledger at the path already.</summary>
    Exists,

    /// <summary>Another process, or another object of this one, has the ledger open.</summary>
    InUse,

    /// <summary>The files are not what was written: altered, shortened, reordered, mixed up, or one of them is missing.</summary>
    Damaged,

    /// <summary>The operating system refused: disk full, no permission, not a file. The inner exception says what.</summary>
    Storage,

    /// <summary>An earlier failure left open what the disk holds; the ledger must be opened anew.</summary>
    Faulted,

    /// <summary>The holder has reported to this task before.</summary>
    ReportedBefore,

    /// <summary>The round would take the total above the limit, or the account is unbounded already.</summary>
    TotalExceeded,

    /// <summary>The privacy parameter has more digits than a record takes.</summary>
    Unrecordable,
}
