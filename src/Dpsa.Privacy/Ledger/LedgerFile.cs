// A ledger on disk: a text file with one checksummed line an entry (LedgerText, LedgerChain), and its mark beside it
// (LedgerMark).
//
//     append    write line n; flush; move the mark to n; flush; return. Only then may the report leave.
//     open      lines 1 to m must be whole and end in the checksum of the mark, m being the mark's line.
//               At most one line may follow:
//               whole           a crash came before the mark was moved. The line stays, and counts as spent.
//               anything else   the write of line m + 1 that a crash cut off. It is removed, which is safe: the mark is
//                               on disk before append returns, so that the report of a line after the mark never left.
//
// What the order of writes cannot produce is damage, and never mended: a line up to m that is gone or altered, more
// than one line after m, a cut line while the mark is torn too, a file without the other. A copy of the file from
// yesterday is shorter than its mark says; so is one that lost its end without any crash.
// The two files protect each other. Where both are replaced by older ones, or deleted, nothing here can tell.

namespace Dpsa.Privacy;

/// <summary>Appends lines to a ledger's file so that a crash at any moment loses none that was confirmed.</summary>
internal sealed class LedgerFile : IDisposable
{
    private const long MaxBytes = 1 << 30;

    private readonly IDurableFile _log;
    private readonly LedgerMark _mark;
    private LedgerChain _chain = LedgerChain.Start;
    private int _version;
    private long _length;
    private Exception? _fault;

    private LedgerFile(IDurableFile log, LedgerMark mark) => (_log, _mark) = (log, mark);

    /// <summary>The entries found on opening.</summary>
    public List<LedgerEntry> Entries { get; } = [];

    /// <summary>Whether opening removed a line that a crash had cut off.</summary>
    public bool DroppedTornLine { get; private set; }

    /// <summary>Reads and checks a ledger; makes its first line where it has none. Owns both files from here on.</summary>
    /// <exception cref="PrivacyLedgerException">The files are damaged, or cannot be read or written.</exception>
    public static LedgerFile Open(IDurableFile log, IDurableFile mark, DateTimeOffset now)
    {
        try
        {
            LedgerFile file = new(log, LedgerMark.Open(mark, log.Length == 0));
            file.Load();
            if (file._chain.Lines == 0)
                file.AppendLine(LedgerText.NewHeader(now));
            return file;
        }
        catch (Exception e)
        {
            log.Dispose();
            mark.Dispose();
            if (LedgerErrors.IsStorage(e))
                throw LedgerErrors.Storage(log.Path, e);
            throw;
        }
    }

    /// <summary>Appends an entry, and returns once the device holds it.</summary>
    /// <exception cref="PrivacyLedgerException">
    /// <see cref="LedgerError.Missing"/>: the files are gone from their place. <see cref="LedgerError.Storage"/>: not recorded,
    /// or, where the next call says <see cref="LedgerError.Faulted"/>, maybe recorded.
    /// </exception>
    public void Append(LedgerEntry entry)
    {
        if (_fault is not null)
            throw LedgerErrors.Faulted(_log.Path, _fault);
        try
        {
            if (!_log.IsInPlace || !_mark.IsInPlace)
                throw LedgerErrors.Replaced(_log.IsInPlace ? _mark.Path : _log.Path);
            AppendLine(LedgerText.Write(entry));
        }
        catch (Exception e) when (LedgerErrors.IsStorage(e))
        {
            throw LedgerErrors.Storage(_log.Path, e);
        }
    }

    public void Dispose()
    {
        _log.Dispose();
        _mark.Dispose(); // last: it is the lock
    }

    private void AppendLine(string content)
    {
        (LedgerChain next, byte[] line) = _chain.Seal(content);
        try
        {
            _log.Write(line, _length);
            _log.Flush();
        }
        catch (Exception e)
        {
            TakeBack(e);
            throw;
        }

        try
        {
            _mark.MoveTo(next);
        }
        catch (Exception e)
        {
            _fault = e; // the mark may count the line: it must stay
            throw;
        }

        _chain = next;
        _length += line.Length;
    }

    private void TakeBack(Exception failure)
    {
        try
        {
            _log.SetLength(_length);
            _log.Flush();
        }
        catch (Exception)
        {
            _fault = failure;
        }
    }

    private void Load()
    {
        if (_log.Length > MaxBytes)
            throw LedgerErrors.TooLong(_log.Path, _log.Length, MaxBytes);
        _log.Flush(); // as for the mark
        byte[] bytes = new byte[(int)_log.Length];
        _log.Read(bytes, 0);
        ReadOnlySpan<byte> rest = bytes;
        while (_chain.Lines < _mark.Position.Lines)
            rest = rest[TakeLine(rest)..];
        if (_chain != _mark.Position)
            throw LedgerErrors.Damaged(_log.Path, _chain.Lines, "it is not the line that the mark was made for");
        if (!rest.IsEmpty)
            LoadUnconfirmed(rest);
        if (!_mark.IsWhole)
            _mark.MoveTo(_chain);
    }

    private void LoadUnconfirmed(ReadOnlySpan<byte> rest)
    {
        int confirmed = _chain.Lines;
        int end = rest.IndexOf((byte)'\n');
        if (rest.Length > LedgerText.MaxLineBytes || (end >= 0 && end + 1 < rest.Length))
            throw LedgerErrors.Damaged(_log.Path, confirmed + 2, $"the mark ends at line {confirmed}, and only one line may follow it");
        if (end >= 0 && _chain.Unseal(rest[..end], out _) is not null)
        {
            TakeLine(rest);
            _mark.MoveTo(_chain);
            return;
        }

        if (!_mark.IsWhole)
            throw LedgerErrors.Damaged(_log.Path, confirmed + 1, "it is cut off and the mark is torn, which one crash cannot do");
        _log.SetLength(_length);
        _log.Flush();
        DroppedTornLine = true;
    }

    // Takes the next line into the account, and returns its length.
    private int TakeLine(ReadOnlySpan<byte> rest)
    {
        int line = _chain.Lines + 1;
        int end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            string state = rest.IsEmpty ? "missing" : "cut off";
            throw LedgerErrors.Damaged(_log.Path, line, $"it is {state}; the mark says that the file had {_mark.Position.Lines} lines");
        }

        if (_chain.Unseal(rest[..end], out LedgerChain next) is not { } content)
            throw LedgerErrors.Damaged(_log.Path, line, "its checksum does not fit: it was altered, or lines were removed or moved");
        if (line == 1)
        {
            _version = LedgerText.VersionOf(content)
                ?? throw LedgerErrors.Damaged(_log.Path, line, "it is not the first line of a privacy ledger of version 1 or 2");
        }
        else
        {
            Entries.Add(LedgerText.Read(content, line - 1, _version)
                ?? throw LedgerErrors.Damaged(_log.Path, line, "it is not an entry that this version writes"));
        }

        _chain = next;
        _length += end + 1;
        return end + 1;
    }
}
