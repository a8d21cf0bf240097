using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Dpsa.Dap;

/// <summary>Names one aggregation task, which is one round: 32 random bytes (DAP-09, TaskID), shown as base64url.</summary>
/// <remarks>The default value is the id of 32 zero bytes, which no task has.</remarks>
public readonly record struct TaskId
{
    /// <summary>Bytes of a task id.</summary>
    public const int Size = 32;

    private readonly UInt128 _first;
    private readonly UInt128 _last;

    private TaskId(UInt128 first, UInt128 last) => (_first, _last) = (first, last);

    /// <summary>A fresh random id.</summary>
    public static TaskId Random()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        return FromBytes(bytes);
    }

    /// <summary>The id of the given bytes.</summary>
    /// <exception cref="ArgumentException">Not exactly 32 bytes.</exception>
    public static TaskId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new TaskId(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[(Size / 2)..]))
        : throw new ArgumentException($"A task id has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The id's 32 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _first);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(Size / 2), _last);
        return bytes;
    }

    /// <summary>base64url without padding, 43 characters.</summary>
    public override string ToString() => Base64Url.EncodeToString(ToBytes());
}
