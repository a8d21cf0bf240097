using System.Buffers.Binary;

namespace Dpsa.Privacy.Tests;

/// <summary>Hands out the given words as little-endian bytes, and fails when asked for more.</summary>
internal sealed class ScriptedSource : IRandomSource
{
    private readonly byte[] _bytes;
    private int _used;

    public ScriptedSource(params ulong[] words)
    {
        _bytes = new byte[8 * words.Length];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(8 * i), words[i]);
    }

    /// <summary>Bytes not handed out yet.</summary>
    public int Remaining => _bytes.Length - _used;

    public void Fill(Span<byte> destination)
    {
        if (destination.Length > Remaining)
            throw new InvalidOperationException($"{destination.Length} bytes asked for, {Remaining} left in the script.");
        _bytes.AsSpan(_used, destination.Length).CopyTo(destination);
        _used += destination.Length;
    }
}
