// The mark of a ledger: how many lines of its file are certain, and the checksum of the last of them.
//
//     file    two slots of 4,096 bytes, written in turn, so that a torn write leaves the other one
//     slot    "dpsa-privacy-ledger-mark 1" TAB lines TAB checksum of that line TAB checksum of the slot, blanks, LF
//
// The mark is the second witness: with it, a ledger that lost its last lines is known from one whose last write was
// torn by a crash. Its file is also the lock of the ledger.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dpsa.Privacy;

/// <summary>Reads and moves the mark of a ledger.</summary>
internal sealed class LedgerMark : IDisposable
{
    public const int SlotBytes = 4096;

    private const string Title = "dpsa-privacy-ledger-mark 1";

    private readonly IDurableFile _file;
    private int _slot;

    private LedgerMark(IDurableFile file, LedgerChain position, int slot, bool whole)
    {
        _file = file;
        _slot = slot;
        Position = position;
        IsWhole = whole;
    }

    /// <summary>How far the ledger had come.</summary>
    public LedgerChain Position { get; private set; }

    /// <summary>False where one of the two slots is damaged: then <see cref="Position"/> may be one line behind.</summary>
    public bool IsWhole { get; private set; }

    public string Path => _file.Path;

    public bool IsInPlace => _file.IsInPlace;

    /// <summary>Reads the mark, or makes the first one.</summary>
    /// <param name="file">The mark's file; empty for a new ledger.</param>
    /// <param name="nothingRecorded">Whether the ledger's own file has no line.</param>
    /// <exception cref="PrivacyLedgerException">Neither slot can be read.</exception>
    public static LedgerMark Open(IDurableFile file, bool nothingRecorded)
    {
        file.Flush(); // a process that was killed may have left it unflushed: what is read must not be lost later
        LedgerChain? a = Read(file, 0);
        LedgerChain? b = Read(file, 1);
        if (a is null && b is null)
        {
            // The second slot is written before the first entry: this is a creation that did not come to its end.
            if (file.Length > SlotBytes || !nothingRecorded)
                throw LedgerErrors.BadMark(file.Path);
            LedgerMark first = new(file, LedgerChain.Start, 1, true);
            first.MoveTo(LedgerChain.Start);
            return first;
        }

        int slot = b is null || a?.Lines >= b.Value.Lines ? 0 : 1;
        bool whole = a is not null && (b is not null || (a.Value.Lines == 0 && file.Length == SlotBytes));
        return new LedgerMark(file, (slot == 0 ? a : b)!.Value, slot, whole);
    }

    /// <summary>Writes the mark into the slot that does not hold the present one, and returns once the device has it.</summary>
    public void MoveTo(LedgerChain position)
    {
        int slot = 1 - _slot;
        _file.Write(Render(position), (long)slot * SlotBytes);
        _file.Flush();
        (_slot, Position, IsWhole) = (slot, position, true);
    }

    public void Dispose() => _file.Dispose();

    private static byte[] Render(LedgerChain position)
    {
        string content = string.Create(CultureInfo.InvariantCulture, $"{Title}\t{position.Lines}\t{position.Checksum}");
        string checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(content)));
        return Encoding.ASCII.GetBytes($"{content}\t{checksum}".PadRight(SlotBytes - 1) + '\n');
    }

    // A slot counts where it is what would be written, to the last blank.
    private static LedgerChain? Read(IDurableFile file, int slot)
    {
        if (file.Length < (slot + 1L) * SlotBytes)
            return null;
        byte[] bytes = new byte[SlotBytes];
        file.Read(bytes, (long)slot * SlotBytes);
        string[] fields = Encoding.ASCII.GetString(bytes).Split('\t');
        if (fields.Length != 4 || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int lines))
            return null;
        LedgerChain position = new(lines, fields[2]);
        return Render(position).AsSpan().SequenceEqual(bytes) ? position : null;
    }
}
