using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dpsa.Vdaf.Tests.Secrets;

/// <summary>The bytes of the garbage-collected heap, dead objects included, as the operating system shows them.</summary>
internal static unsafe class ManagedHeap
{
    private const int ChunkSize = 1 << 20;

    /// <summary>Whether the system shows a process its own memory.</summary>
    public static bool IsReadable => File.Exists("/proc/self/maps") && File.Exists("/proc/self/mem");

    /// <summary>How many words on 8-byte boundaries, each combined with the mask, are among the given ones.</summary>
    public static int CountMasked(ReadOnlySpan<ulong> masked, ulong mask)
    {
        using SafeFileHandle memory = File.OpenHandle("/proc/self/mem");
        byte* buffer = (byte*)NativeMemory.Alloc(ChunkSize);
        var lowBits = new bool[1 << 16];
        foreach (ulong word in masked)
            lowBits[(ushort)word] = true;
        int count = 0;
        foreach ((long start, long end) in WritableParts())
        {
            for (long at = start; at < end; at += ChunkSize)
            {
                var chunk = new Span<byte>(buffer, (int)Math.Min(ChunkSize, end - at));
                int read = RandomAccess.Read(memory, chunk, at);
                foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(chunk[..read]))
                {
                    if (lowBits[(ushort)(word ^ mask)] && masked.Contains(word ^ mask))
                        count++;
                }
            }
        }

        NativeMemory.Clear(buffer, ChunkSize);
        NativeMemory.Free(buffer);
        return count;
    }

    /// <summary>The collector reserves one range, in which parts become writable: those adjacent to any object's own.</summary>
    private static List<(long Start, long End)> WritableParts()
    {
        byte[] anyObject = new byte[8];
        long address;
        fixed (byte* start = anyObject)
            address = (long)start;

        List<(long Start, long End, bool Writable)> range = [];
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] fields = line.Split(' ', '-');
            long from = long.Parse(fields[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            long to = long.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (range.Count > 0 && range[^1].End != from)
            {
                if (range.Exists(r => r.Start <= address && address < r.End))
                    break;
                range.Clear();
            }

            range.Add((from, to, fields[2].StartsWith("rw", StringComparison.Ordinal)));
        }

        range.ShouldContain(r => r.Start <= address && address < r.End && r.Writable);
        return [.. range.Where(r => r.Writable).Select(r => (r.Start, r.End))];
    }
}
