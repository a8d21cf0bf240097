using System.Buffers.Binary;
using System.Numerics;

namespace Dpsa.Privacy.Tests;

/// <summary>
/// The random stream of the reference vectors and of the seeded tests: TurboSHAKE128 (RFC 9861, domain byte 0x01) of
/// one zero byte (the length of an empty domain separation tag) and the seed.
/// </summary>
internal sealed class TurboShake128Stream : IRandomSource
{
    private const int Rate = 168;

    private static readonly ulong[] s_roundConstants =
    [
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    private static readonly int[] s_rotations =
        [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    private static readonly int[] s_lanes =
        [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    private readonly ulong[] _state = new ulong[25];
    private readonly byte[] _block = new byte[Rate];
    private int _used = Rate;

    public TurboShake128Stream(ReadOnlySpan<byte> seed)
    {
        Span<byte> block = stackalloc byte[Rate];
        block.Clear();
        seed.CopyTo(block[1..]);
        block[1 + seed.Length] = 0x01;
        block[^1] ^= 0x80;
        for (int i = 0; i < Rate / 8; i++)
            _state[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
    }

    /// <summary>The stream of a small number, for tests that need one fixed stream each.</summary>
    public TurboShake128Stream(uint seed)
        : this(Expand(seed))
    {
    }

    public void Fill(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_used == Rate)
                Squeeze();
            int count = Math.Min(destination.Length, Rate - _used);
            _block.AsSpan(_used, count).CopyTo(destination);
            destination = destination[count..];
            _used += count;
        }
    }

    private static byte[] Expand(uint seed)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, seed);
        return bytes;
    }

    private void Squeeze()
    {
        Permute();
        for (int i = 0; i < Rate / 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(_block.AsSpan(8 * i), _state[i]);
        _used = 0;
    }

    private void Permute()
    {
        ulong[] a = _state;
        Span<ulong> column = stackalloc ulong[5];
        foreach (ulong constant in s_roundConstants)
        {
            for (int x = 0; x < 5; x++)
                column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            for (int i = 0; i < 25; i++)
                a[i] ^= column[(i % 5 + 4) % 5] ^ BitOperations.RotateLeft(column[(i % 5 + 1) % 5], 1);
            ulong moving = a[1];
            for (int i = 0; i < 24; i++)
                (moving, a[s_lanes[i]]) = (a[s_lanes[i]], BitOperations.RotateLeft(moving, s_rotations[i]));
            for (int y = 0; y < 25; y += 5)
            {
                a.AsSpan(y, 5).CopyTo(column);
                for (int x = 0; x < 5; x++)
                    a[y + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
            }
            a[0] ^= constant;
        }
    }
}
