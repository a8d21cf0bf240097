// A gradient cut into planes: plane k holds byte k of every coordinate. Coordinates come in blocks of 256, which 64 bytes of
// a test's coefficients belong to, in the order in which shifting and masking those bytes yields coefficients:
//
//     block    plane 0 | plane 1 | ...
//     plane    coordinates 0, 4, 8, .. 252 | 1, 5, .. 253 | 2, 6, .. 254 | 3, 7, .. 255

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Pine;

/// <summary>The bytes of a vector of field elements, sorted by significance. Holds secrets; disposing it zeroes them.</summary>
internal sealed unsafe class BytePlanesSse2 : IDisposable
{
    /// <summary>Coordinates of a block.</summary>
    public const int BlockLength = 256;

    /// <summary>Bytes of coefficients for a block.</summary>
    public const int RowBytes = BlockLength / 4;

    /// <summary>Most blocks for which a sum of products, in pairs, fits into 16 bits: 16 blocks of 4 times 2 products below 256.</summary>
    public const int BlocksAtOnce = 16;

    private readonly AlignedMemory _memory;

    private BytePlanesSse2(int blocks, int count)
    {
        Blocks = blocks;
        Count = count;
        _memory = new AlignedMemory((long)blocks * count * BlockLength);
    }

    /// <summary>Number of planes: bytes of an element.</summary>
    public int Count { get; }

    /// <summary>Number of blocks; the last is filled with zeros.</summary>
    public int Blocks { get; }

    /// <summary>Sorts the bytes of a vector.</summary>
    public static BytePlanesSse2 Of<F>(ReadOnlySpan<F> values)
        where F : unmanaged, IField<F>
    {
        var planes = new BytePlanesSse2(Integers.CeilingDivide(values.Length, BlockLength), F.EncodedSize);
        int block = 0;
        for (; values.Length >= BlockLength; values = values[BlockLength..])
            Fill(values[..BlockLength], planes.Block(block++));
        if (!values.IsEmpty)
        {
            Span<F> last = stackalloc F[BlockLength];
            last.Clear();
            values.CopyTo(last);
            Fill<F>(last, planes.Block(block));
            last.Zero();
        }

        return planes;
    }

    /// <summary>The first byte of a block.</summary>
    public byte* Block(int block) => _memory.Start + ((long)block * Count * BlockLength);

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    /// <summary>Transposes squares of eight bytes of eight coordinates, whose places follow each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<F>(ReadOnlySpan<F> values, byte* block)
        where F : unmanaged, IField<F>
    {
        const int Square = sizeof(ulong);
        fixed (F* start = values)
        {
            for (int word = 0; word < F.EncodedSize; word += Square)
            {
                int count = Math.Min(Square, F.EncodedSize - word);
                for (int first = 0; first < BlockLength; first += 4 * Square)
                {
                    for (int j = 0; j < 4; j++)
                    {
                        byte* source = (byte*)(start + first + j) + word;
                        byte* place = block + (word * BlockLength) + (j * RowBytes) + (first / 4);
                        Transpose<F>(source, place, count);
                    }
                }
            }
        }
    }

    /// <summary>Writes byte k of every fourth coordinate to plane k.</summary>
    private static void Transpose<F>(byte* source, byte* place, int count)
        where F : unmanaged
    {
        Vector128<byte> a = Pair<F>(source, 0), b = Pair<F>(source, 1), c = Pair<F>(source, 2), d = Pair<F>(source, 3);

        // Names say which coordinates alternate, and in which half of their bytes.
        Vector128<byte> a04 = Sse2.UnpackLow(a, c), a15 = Sse2.UnpackHigh(a, c), b26 = Sse2.UnpackLow(b, d), b37 = Sse2.UnpackHigh(b, d);
        Vector128<byte> even0 = Sse2.UnpackLow(a04, b26), even1 = Sse2.UnpackHigh(a04, b26);
        Vector128<byte> odd0 = Sse2.UnpackLow(a15, b37), odd1 = Sse2.UnpackHigh(a15, b37);
        Store(Sse2.UnpackLow(even0, odd0), place, count);
        Store(Sse2.UnpackHigh(even0, odd0), place + (2 * BlockLength), count - 2);
        Store(Sse2.UnpackLow(even1, odd1), place + (4 * BlockLength), count - 4);
        Store(Sse2.UnpackHigh(even1, odd1), place + (6 * BlockLength), count - 6);
    }

    private static Vector128<byte> Pair<F>(byte* source, int pair)
        where F : unmanaged =>
        Vector128.Create(Word<F>(source + (8 * pair * sizeof(F))), Word<F>(source + (((8 * pair) + 4) * sizeof(F)))).AsByte();

    private static ulong Word<F>(byte* source)
        where F : unmanaged => sizeof(F) < sizeof(ulong) ? *(uint*)source : *(ulong*)source;

    private static void Store(Vector128<byte> planes, byte* place, int count)
    {
        if (count > 0)
            *(ulong*)place = planes.AsUInt64().ToScalar();
        if (count > 1)
            *(ulong*)(place + BlockLength) = planes.AsUInt64().GetElement(1);
    }
}
