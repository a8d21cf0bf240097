// A gradient cut into planes: plane k holds byte k of every coordinate. Coordinates come in blocks of 256, which 64 bytes of
// a test's coefficients belong to, in the order in which shifting and masking those bytes yields coefficients:
//
//     block    plane 0 | plane 1 | ...
//     plane    coordinates 0, 4, 8, .. 252 | 1, 5, .. 253 | 2, 6, .. 254 | 3, 7, .. 255

using System.Runtime.CompilerServices;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Pine;

/// <summary>The bytes of a vector of field elements, sorted by significance. Holds secrets; disposing it zeroes them.</summary>
internal sealed unsafe class BytePlanes : IDisposable
{
    /// <summary>Coordinates of a block.</summary>
    public const int BlockLength = 256;

    /// <summary>Bytes of coefficients for a block.</summary>
    public const int RowBytes = BlockLength / 4;

    /// <summary>Most blocks for which a sum of products, in pairs, fits into 16 bits: 16 blocks of 4 times 2 products below 256.</summary>
    public const int BlocksAtOnce = 16;

    private readonly AlignedMemory _memory;

    private BytePlanes(int blocks, int count)
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
    public static BytePlanes Of<F>(ReadOnlySpan<F> values)
        where F : unmanaged, IField<F>
    {
        var planes = new BytePlanes((int)(((long)values.Length + BlockLength - 1) / BlockLength), F.EncodedSize);
        for (int block = 0; block < planes.Blocks; block++)
        {
            ReadOnlySpan<F> rest = values[(block * BlockLength)..];
            Fill(rest[..Math.Min(BlockLength, rest.Length)], planes.Block(block));
        }

        return planes;
    }

    /// <summary>The first byte of a block.</summary>
    public byte* Block(int block) => _memory.Start + ((long)block * Count * BlockLength);

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private static void Fill<F>(ReadOnlySpan<F> values, byte* block)
        where F : unmanaged, IField<F>
    {
        if (Unsafe.SizeOf<F>() == sizeof(ulong))
        {
            for (int i = 0; i < values.Length; i++)
            {
                ulong rest = Unsafe.BitCast<F, ulong>(values[i]);
                byte* place = block + Place(i);
                for (int plane = 0; plane < F.EncodedSize; plane++, rest >>= 8)
                    place[plane * BlockLength] = (byte)(rest & 0xFF);
            }

            return;
        }

        Span<byte> encoded = stackalloc byte[F.EncodedSize];
        for (int i = 0; i < values.Length; i++)
        {
            values[i].Encode(encoded);
            byte* place = block + Place(i);
            for (int plane = 0; plane < encoded.Length; plane++)
                place[plane * BlockLength] = encoded[plane];
        }
    }

    private static int Place(int coordinate) => ((coordinate % 4) * RowBytes) + (coordinate / 4);
}
