using System.Globalization;

namespace Dpsa.Privacy;

/// <summary>The texts of a ledger's failures, in one place.</summary>
internal static class LedgerErrors
{
    private const string Restore =
        "Nothing is sent until both files are restored from a copy; one that is older than the last report understates what was spent.";

    /// <summary>Whether an exception is the operating system's word about a file.</summary>
    public static bool IsStorage(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException;

    public static PrivacyLedgerException Missing(string path) => new(
        LedgerError.Missing,
        $"There is no privacy ledger at {path}. If this data holder has never had one, create it; "
        + "if it had, restore it: without it the budget would start anew.");

    public static PrivacyLedgerException OnlyMark(string path, string mark, int entries) => new(
        LedgerError.Missing,
        $"The privacy ledger {path} is missing, but {mark} says that it held {entries} {(entries == 1 ? "entry" : "entries")}. "
        + "Restore it; nothing is sent until then.");

    public static PrivacyLedgerException Replaced(string path) => new(
        LedgerError.Missing, $"{path} was deleted, moved or replaced while it was open; nothing is sent until it is restored.");

    public static PrivacyLedgerException Exists(string path) => new(
        LedgerError.Exists, $"{path} exists already; open it instead: a new ledger in its place would forget what was spent.");

    public static PrivacyLedgerException InUse(string path, Exception inner) => new(
        LedgerError.InUse,
        $"The privacy ledger of {path} is in use by another process or object; one holder's trainers share one ledger object.",
        inner: inner);

    public static PrivacyLedgerException NoLocks(string path) => new(
        LedgerError.Storage,
        $"The file system of {path} does not keep two processes from writing one file; "
        + "put the privacy ledger on a local disk, with file locking enabled.");

    public static PrivacyLedgerException Folder(string path) => new(
        LedgerError.Storage, $"{path} is a folder; a privacy ledger is a file.");

    public static PrivacyLedgerException Storage(string path, Exception inner) => new(
        LedgerError.Storage,
        $"The privacy ledger {path} cannot be read or written, and nothing is sent without it: {inner.Message}",
        inner: inner);

    public static PrivacyLedgerException TooLong(string path, long length, long limit) => new(
        LedgerError.Damaged,
        $"The privacy ledger {path} has {length} bytes, above the limit of {limit}; no holder sends so many reports. {Restore}");

    public static PrivacyLedgerException NoMark(string path, string mark) => new(
        LedgerError.Damaged, $"The privacy ledger {path} has lost its mark {mark}, which says how far it had come. {Restore}");

    public static PrivacyLedgerException BadMark(string mark) => new(
        LedgerError.Damaged, $"{mark} is not the mark of a privacy ledger, or is damaged. {Restore}");

    public static PrivacyLedgerException Damaged(string path, int line, string what) => new(
        LedgerError.Damaged, $"The privacy ledger {path}, line {line}: {what}. {Restore}", line);

    public static PrivacyLedgerException Faulted(string path, Exception cause) => new(
        LedgerError.Faulted,
        $"The privacy ledger {path} failed earlier, and what the disk holds is uncertain; dispose it and open it anew. "
        + $"The failure was: {cause.Message}",
        inner: cause);

    public static PrivacyLedgerException ReportedBefore(LedgerEntry entry) => new(
        LedgerError.ReportedBefore,
        string.Create(
            CultureInfo.InvariantCulture,
            $"This data holder has reported to task {entry.Task} already ({entry.Time:u}), and reports once to each; nothing was sent."));

    public static PrivacyLedgerException TotalExceeded(string task, PrivacySpent spent, Rational rho, Rational limit) => new(
        LedgerError.TotalExceeded,
        $"Task {task} costs rho = {Text(rho)}; with {Text(spent.ProtectedRho)} spent that exceeds this holder's total {Text(limit)}. "
        + "Nothing was sent, and nothing will be unless the holder raises the total.");

    public static PrivacyLedgerException NoNoise(string task) => new(
        LedgerError.TotalExceeded, $"Task {task} has no noise: its cost is unbounded, above every total. Nothing was sent.");

    public static PrivacyLedgerException Unbounded(string task, int rounds) => new(
        LedgerError.TotalExceeded,
        $"The account holds {rounds} {(rounds == 1 ? "round" : "rounds")} without noise, so that no total can be kept; "
        + $"task {task} is refused, and nothing was sent.");

    public static PrivacyLedgerException Unrecordable(string task, long bits, int limit) => new(
        LedgerError.Unrecordable,
        $"The privacy parameter of task {task} is a fraction of {bits} bits, a ledger records at most {limit}; nothing was sent.");

    private static string Text(Rational value) => value.ToDouble().ToString("G6", CultureInfo.InvariantCulture);
}
