using System.Buffers.Text;
using System.Security.Cryptography;

namespace Dpsa.Federation;

/// <summary>Names one aggregation task, which is one round: 32 random bytes (DAP-09, TaskID), shown as base64url.</summary>
public readonly record struct TaskId
{
    /// <summary>Bytes of a task id.</summary>
    public const int Size = 32;

    private readonly string _text;

    private TaskId(string text) => _text = text;

    /// <summary>A fresh random id.</summary>
    public static TaskId Random() => FromBytes(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The id of the given bytes.</summary>
    /// <exception cref="ArgumentException">Not exactly 32 bytes.</exception>
    public static TaskId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new TaskId(Base64Url.EncodeToString(bytes))
        : throw new ArgumentException($"A task id has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The id's 32 bytes.</summary>
    public byte[] ToBytes() => Base64Url.DecodeFromChars(_text ?? throw new InvalidOperationException("The task id is empty."));

    /// <summary>base64url without padding, 43 characters.</summary>
    public override string ToString() => _text ?? "(none)";
}
