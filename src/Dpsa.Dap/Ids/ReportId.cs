// The report id of a task:
//
//     id      first 16 bytes of SHA-256("dpsa report id 01" | task id, 32 bytes | salt, 16 bytes)
//
// A VDAF binds its shares to the nonce alone: they verify under every verify key, and so in every task that takes their nonce.

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dpsa.Dap;

/// <summary>Names one report: 16 bytes which are also the nonce of its proof (DAP-09, ReportID).</summary>
/// <param name="Value">The bytes, as a little-endian number.</param>
public readonly record struct ReportId(UInt128 Value)
{
    /// <summary>Bytes of a report id.</summary>
    public const int Size = 16;

    private static ReadOnlySpan<byte> Label => "dpsa report id 01"u8;

    /// <summary>A fresh random id.</summary>
    public static ReportId Random() => FromBytes(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The id of the given bytes.</summary>
    /// <exception cref="ArgumentException">Not exactly 16 bytes.</exception>
    public static ReportId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new ReportId(BinaryPrimitives.ReadUInt128LittleEndian(bytes))
        : throw new ArgumentException($"A report id has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The id that a report with the given salt has in a task, and in no other.</summary>
    /// <param name="task">The task.</param>
    /// <param name="salt">The report's salt: 128 random bits, hashed in little-endian order.</param>
    /// <returns>The first 16 bytes of SHA-256(label | task id | salt).</returns>
    public static ReportId Derive(TaskId task, UInt128 salt)
    {
        Span<byte> input = stackalloc byte[Label.Length + TaskId.Size + Size];
        Label.CopyTo(input);
        task.ToBytes().CopyTo(input[Label.Length..]);
        BinaryPrimitives.WriteUInt128LittleEndian(input[(Label.Length + TaskId.Size)..], salt);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return FromBytes(hash[..Size]);
    }

    /// <summary>The id's 16 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Hexadecimal, in the order of the bytes.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
