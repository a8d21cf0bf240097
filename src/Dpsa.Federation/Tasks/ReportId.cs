using System.Security.Cryptography;

namespace Dpsa.Federation;

/// <summary>Names one report: 16 random bytes which are also the nonce of its proof (DAP-09, ReportID).</summary>
/// <param name="Value">The bytes, as a little-endian number.</param>
public readonly record struct ReportId(UInt128 Value)
{
    /// <summary>Bytes of a report id.</summary>
    public const int Size = 16;

    /// <summary>A fresh random id.</summary>
    public static ReportId Random() => FromBytes(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The id of the given bytes.</summary>
    /// <exception cref="ArgumentException">Not exactly 16 bytes.</exception>
    public static ReportId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new ReportId(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes))
        : throw new ArgumentException($"A report id has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The id's 16 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Hexadecimal, in the order of the bytes.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
