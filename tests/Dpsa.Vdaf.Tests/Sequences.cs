using System.Buffers;

namespace Dpsa.Vdaf.Tests;

internal static class Sequences
{
    /// <summary>The bytes as a sequence of segments of the given length.</summary>
    public static ReadOnlySequence<byte> InPieces(byte[] bytes, int length)
    {
        var first = new Segment(bytes.AsMemory(0, Math.Min(length, bytes.Length)), 0);
        Segment last = first;
        for (int offset = length; offset < bytes.Length; offset += length)
            last = last.Append(bytes.AsMemory(offset, Math.Min(length, bytes.Length - offset)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
