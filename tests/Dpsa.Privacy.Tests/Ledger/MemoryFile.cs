namespace Dpsa.Privacy.Tests;

/// <summary>
/// A file in memory that keeps what a disk is sure to hold apart from what was merely written, and fails where a test
/// wants it to.
/// </summary>
internal sealed class MemoryFile(string path, byte[]? content = null) : IDurableFile
{
    private byte[] _content = content ?? [];
    private byte[] _durable = content ?? [];

    public string Path => path;

    public long Length => _content.Length;

    public bool IsInPlace => true;

    /// <summary>What was written since the last flush, in order: the place and the bytes, or null for a cut.</summary>
    public List<(long Offset, byte[]? Bytes)> Pending { get; } = [];

    /// <summary>Called before each change; may throw.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public byte[] Content => [.. _content];

    public byte[] Durable => [.. _durable];

    public void Read(Span<byte> buffer, long offset) => _content.AsSpan((int)offset, buffer.Length).CopyTo(buffer);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        byte[] copy = bytes.ToArray();
        try
        {
            Before("write");
        }
        catch (IOException)
        {
            Apply((offset, copy[..(copy.Length / 2)]));
            throw;
        }

        Apply((offset, copy));
    }

    public void SetLength(long length)
    {
        Before("cut");
        Apply((length, null));
    }

    public void Flush()
    {
        Before("flush");
        Pending.Clear();
        _durable = [.. _content];
    }

    public void Dispose()
    {
    }

    /// <summary>The content after one change.</summary>
    public static byte[] With(byte[] content, (long Offset, byte[]? Bytes) change)
    {
        if (change.Bytes is null)
            return content[..(int)Math.Min(content.Length, change.Offset)];
        byte[] result = new byte[Math.Max(content.Length, change.Offset + change.Bytes.Length)];
        content.CopyTo(result, 0);
        change.Bytes.CopyTo(result, (int)change.Offset);
        return result;
    }

    private void Apply((long Offset, byte[]? Bytes) change)
    {
        Pending.Add(change);
        _content = With(_content, change);
    }
}
