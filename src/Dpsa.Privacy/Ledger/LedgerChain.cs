// The chain of checksums over the lines of a ledger's file.
//
//     line      content TAB checksum LF
//     checksum  SHA-256 over: checksum of the line before, LF, content; 64 hexadecimal digits in lower case.
//               Before the first line: 64 zeros.
//
// A line that is altered, removed, added or moved breaks the chain at that place. Whoever recomputes the rest can
// forge a file: the chain guards the holder's account against accidents and hasty edits, not against the holder.

using System.Security.Cryptography;
using System.Text;

namespace Dpsa.Privacy;

/// <summary>How far a ledger's lines have been followed.</summary>
/// <param name="Lines">Number of lines.</param>
/// <param name="Checksum">Checksum of the last.</param>
internal readonly record struct LedgerChain(int Lines, string Checksum)
{
    public const int ChecksumLength = 2 * SHA256.HashSizeInBytes;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static LedgerChain Start { get; } = new(0, new string('0', ChecksumLength));

    /// <summary>The next line, and the chain with it.</summary>
    public (LedgerChain Next, byte[] Line) Seal(string content)
    {
        string checksum = ChecksumOf(StrictUtf8.GetBytes(content));
        return (new LedgerChain(checked(Lines + 1), checksum), StrictUtf8.GetBytes($"{content}\t{checksum}\n"));
    }

    /// <summary>Checks the next line, given without its LF.</summary>
    /// <returns>Its content, or null where its checksum does not continue the chain.</returns>
    public string? Unseal(ReadOnlySpan<byte> line, out LedgerChain next)
    {
        next = this;
        int tab = line.LastIndexOf((byte)'\t');
        if (tab < 0)
            return null;
        string checksum = ChecksumOf(line[..tab]);
        if (!line[(tab + 1)..].SequenceEqual(Encoding.ASCII.GetBytes(checksum)))
            return null;
        next = new LedgerChain(checked(Lines + 1), checksum);
        try
        {
            return StrictUtf8.GetString(line[..tab]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private string ChecksumOf(ReadOnlySpan<byte> content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(Checksum));
        hash.AppendData("\n"u8);
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
