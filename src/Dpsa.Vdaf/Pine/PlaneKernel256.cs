using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Vdaf.Pine;

/// <summary>AVX2: 32 bytes of a plane at once.</summary>
internal readonly unsafe struct PlaneKernel256 : IPlaneKernel
{
    private const int Width = 32;

    public static bool IsSupported => Avx2.IsSupported;

    public static void Add(byte* row, byte* block, int blocks, int planes, Span<long> sums)
    {
        for (int part = 0; part < BytePlanes.RowBytes; part += Width)
        {
            int plane = 0;
            for (; plane + 4 <= planes; plane += 4)
                AddFour(row + part, block + (plane * BytePlanes.BlockLength) + part, blocks, planes, sums.Slice(plane, 4));
            for (; plane < planes; plane++)
                sums[plane] += SumOne(row + part, block + (plane * BytePlanes.BlockLength) + part, blocks, planes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(byte* row, byte* plane, int blocks, int planes, Span<long> sums)
    {
        Vector256<short> s0 = default, s1 = default, s2 = default, s3 = default;
        for (int i = 0; i < blocks; i++)
        {
            Coefficients(row, out Vector256<sbyte> z0, out Vector256<sbyte> z1, out Vector256<sbyte> z2, out Vector256<sbyte> z3);
            s0 += Product(plane, z0, z1, z2, z3);
            s1 += Product(plane + BytePlanes.BlockLength, z0, z1, z2, z3);
            s2 += Product(plane + (2 * BytePlanes.BlockLength), z0, z1, z2, z3);
            s3 += Product(plane + (3 * BytePlanes.BlockLength), z0, z1, z2, z3);
            row += BytePlanes.RowBytes;
            plane += planes * BytePlanes.BlockLength;
        }

        sums[0] += Sum(s0);
        sums[1] += Sum(s1);
        sums[2] += Sum(s2);
        sums[3] += Sum(s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SumOne(byte* row, byte* plane, int blocks, int planes)
    {
        Vector256<short> sum = default;
        for (int i = 0; i < blocks; i++)
        {
            Coefficients(row, out Vector256<sbyte> z0, out Vector256<sbyte> z1, out Vector256<sbyte> z2, out Vector256<sbyte> z3);
            sum += Product(plane, z0, z1, z2, z3);
            row += BytePlanes.RowBytes;
            plane += planes * BytePlanes.BlockLength;
        }

        return Sum(sum);
    }

    /// <summary>Coefficient j of every byte, for j from 0 to 3. A nibble holds two; each is looked up by the whole nibble.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Coefficients(byte* row, out Vector256<sbyte> z0, out Vector256<sbyte> z1, out Vector256<sbyte> z2, out Vector256<sbyte> z3)
    {
        Vector256<sbyte> first = Vector256.Create(Vector128.Create((sbyte)-1, 0, 0, 1, -1, 0, 0, 1, -1, 0, 0, 1, -1, 0, 0, 1));
        Vector256<sbyte> second = Vector256.Create(Vector128.Create((sbyte)-1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1));
        Vector256<byte> bytes = Vector256.Load(row);
        Vector256<byte> nibble = Vector256.Create((byte)0x0F);
        Vector256<sbyte> low = (bytes & nibble).AsSByte();
        Vector256<sbyte> high = ((bytes.AsUInt16() >> 4).AsByte() & nibble).AsSByte();
        z0 = Avx2.Shuffle(first, low);
        z1 = Avx2.Shuffle(second, low);
        z2 = Avx2.Shuffle(first, high);
        z3 = Avx2.Shuffle(second, high);
    }

    /// <summary>Sums of two products each, then of the four parts of the plane: at most 8 * 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Product(byte* plane, Vector256<sbyte> z0, Vector256<sbyte> z1, Vector256<sbyte> z2, Vector256<sbyte> z3) =>
        Avx2.MultiplyAddAdjacent(Vector256.Load(plane), z0)
        + Avx2.MultiplyAddAdjacent(Vector256.Load(plane + BytePlanes.RowBytes), z1)
        + (Avx2.MultiplyAddAdjacent(Vector256.Load(plane + (2 * BytePlanes.RowBytes)), z2)
        + Avx2.MultiplyAddAdjacent(Vector256.Load(plane + (3 * BytePlanes.RowBytes)), z3));

    private static int Sum(Vector256<short> value) => Vector256.Sum(Avx2.MultiplyAddAdjacent(value, Vector256.Create((short)1)));
}
