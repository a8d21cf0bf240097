namespace Dpsa.Privacy.Tests;

/// <summary>The two files of a ledger whose lines say what a test wants, with checksums that fit.</summary>
internal static class HandMadeLedger
{
    public const string FirstLine = "dpsa-privacy-ledger 2\t0123456789abcdef0123456789abcdef\t2026-01-31T23:59:59Z";

    /// <summary>As a program wrote it that did not record dimension and sensitivity.</summary>
    public const string FirstLineOfVersion1 = "dpsa-privacy-ledger 1\t0123456789abcdef0123456789abcdef\t2026-01-31T23:59:59Z";

    /// <summary>An entry of version 1, at e = 1.</summary>
    public static string EntryOfVersion1(int number, string task, string privacy = "e=1") =>
        $"{number}\t2026-02-01T08:00:00Z\t{task}\t{privacy}\tround {number}";

    public static (byte[] Log, byte[] Mark) Of(params string[] lines)
    {
        LedgerChain chain = LedgerChain.Start;
        List<byte> log = [];
        MemoryFile file = new("ledger.mark");
        LedgerMark mark = LedgerMark.Open(file, nothingRecorded: true);
        foreach (string line in lines)
        {
            (chain, byte[] bytes) = chain.Seal(line);
            log.AddRange(bytes);
            mark.MoveTo(chain);
        }

        return ([.. log], file.Content);
    }

    /// <summary>Writes the files, in place of those that are there.</summary>
    public static void Write(string path, params string[] lines)
    {
        (byte[] log, byte[] mark) = Of(lines);
        File.WriteAllBytes(path, log);
        File.WriteAllBytes(path + ".mark", mark);
    }
}
