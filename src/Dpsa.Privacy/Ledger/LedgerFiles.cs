namespace Dpsa.Privacy;

/// <summary>Finds, makes and locks the two files of a ledger.</summary>
internal static class LedgerFiles
{
    public const string MarkSuffix = ".mark";

    /// <summary>Opens a ledger, alone.</summary>
    /// <param name="path">Full path of the file; the mark is beside it.</param>
    /// <param name="mode">CreateNew, Open or OpenOrCreate.</param>
    /// <param name="now">Time of creation, where one is created.</param>
    /// <exception cref="PrivacyLedgerException">The files are missing, there already, in use, damaged or not writable.</exception>
    public static LedgerFile Open(string path, FileMode mode, DateTimeOffset now)
    {
        string markPath = path + MarkSuffix;

        // In this order, for the mark is made first.
        bool hasLog = Exists(path);
        bool hasMark = Exists(markPath);
        if (Directory.Exists(path) || Directory.Exists(markPath))
            throw LedgerErrors.Folder(Directory.Exists(path) ? path : markPath);
        if (mode == FileMode.CreateNew && (hasLog || hasMark))
            throw LedgerErrors.Exists(hasLog ? path : markPath);
        if (hasLog && !hasMark)
            throw LedgerErrors.NoMark(path, markPath);
        if (mode == FileMode.Open && !hasMark)
            throw LedgerErrors.Missing(path);

        DiskFile mark = DiskFile.Open(markPath, mode, alone: true);
        DiskFile? log = null;
        try
        {
            // A ledger that is lost must not come back empty.
            if (!File.Exists(path) && LedgerMark.Open(mark, nothingRecorded: true) is { Position.Lines: > 0 and var lines })
                throw LedgerErrors.OnlyMark(path, markPath, lines - 1);
            FlushFolderOf(mark);
            log = DiskFile.Open(path, FileMode.OpenOrCreate, alone: false);
            FlushFolderOf(log);
        }
        catch (Exception e)
        {
            log?.Dispose();
            mark.Dispose();
            if (LedgerErrors.IsStorage(e))
                throw LedgerErrors.Storage(path, e);
            throw;
        }

        return LedgerFile.Open(log, mark, now);
    }

    // A link to nowhere is something there, and opening it says what.
    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    // Where a file is new, its name must be as durable as what will be in it.
    private static void FlushFolderOf(DiskFile file)
    {
        if (file.Length <= LedgerMark.SlotBytes)
            Folder.Flush(Path.GetDirectoryName(file.Path)!);
    }
}
