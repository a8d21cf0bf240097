using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Pine;

/// <summary>Multiplies planes of bytes with the coefficients of one test.</summary>
internal static unsafe class PlaneProductsLanes<TVector, TOps>
    where TVector : struct
    where TOps : IPlaneOperations<TVector>
{
    /// <summary>The first coefficient of a nibble, by the nibble.</summary>
    private static ReadOnlySpan<sbyte> First => [-1, 0, 0, 1, -1, 0, 0, 1, -1, 0, 0, 1, -1, 0, 0, 1];

    /// <summary>The second coefficient of a nibble, by the nibble.</summary>
    private static ReadOnlySpan<sbyte> Second => [-1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1];

    /// <summary>Adds to each sum the product of one plane with the coefficients.</summary>
    /// <param name="row">64 bytes of coefficients for each block.</param>
    /// <param name="block">The first of some blocks that lie one after the other.</param>
    /// <param name="blocks">At most <see cref="BytePlanesSse2.BlocksAtOnce"/>.</param>
    /// <param name="planes">Planes of a block.</param>
    /// <param name="sums">One for each plane.</param>
    public static void Add(byte* row, byte* block, int blocks, int planes, Span<long> sums)
    {
        for (int part = 0; part < BytePlanesSse2.RowBytes; part += TOps.Width)
        {
            int plane = 0;
            for (; plane + 4 <= planes; plane += 4)
                AddFour(row + part, block + (plane * BytePlanesSse2.BlockLength) + part, blocks, planes, sums.Slice(plane, 4));
            for (; plane < planes; plane++)
                sums[plane] += SumOne(row + part, block + (plane * BytePlanesSse2.BlockLength) + part, blocks, planes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(byte* row, byte* plane, int blocks, int planes, Span<long> sums)
    {
        TVector s0 = default, s1 = default, s2 = default, s3 = default;
        for (int i = 0; i < blocks; i++, row += BytePlanesSse2.RowBytes, plane += planes * BytePlanesSse2.BlockLength)
        {
            Coefficients(row, out TVector z0, out TVector z1, out TVector z2, out TVector z3);
            s0 = AddProducts(s0, plane, z0, z1, z2, z3);
            s1 = AddProducts(s1, plane + BytePlanesSse2.BlockLength, z0, z1, z2, z3);
            s2 = AddProducts(s2, plane + (2 * BytePlanesSse2.BlockLength), z0, z1, z2, z3);
            s3 = AddProducts(s3, plane + (3 * BytePlanesSse2.BlockLength), z0, z1, z2, z3);
        }

        sums[0] += TOps.Total(s0);
        sums[1] += TOps.Total(s1);
        sums[2] += TOps.Total(s2);
        sums[3] += TOps.Total(s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SumOne(byte* row, byte* plane, int blocks, int planes)
    {
        TVector sum = default;
        for (int i = 0; i < blocks; i++, row += BytePlanesSse2.RowBytes, plane += planes * BytePlanesSse2.BlockLength)
        {
            Coefficients(row, out TVector z0, out TVector z1, out TVector z2, out TVector z3);
            sum = AddProducts(sum, plane, z0, z1, z2, z3);
        }

        return TOps.Total(sum);
    }

    /// <summary>Coefficient j of every byte, for j from 0 to 3; a nibble holds two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Coefficients(byte* row, out TVector z0, out TVector z1, out TVector z2, out TVector z3)
    {
        TVector bytes = TOps.Load(row);
        TVector low = TOps.LowNibbles(bytes);
        TVector high = TOps.HighNibbles(bytes);
        z0 = TOps.LookUp(First, low);
        z1 = TOps.LookUp(Second, low);
        z2 = TOps.LookUp(First, high);
        z3 = TOps.LookUp(Second, high);
    }

    /// <summary>Adds the products of the four parts of a plane: at most 8 * 255 in magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddProducts(TVector sum, byte* plane, TVector z0, TVector z1, TVector z2, TVector z3)
    {
        sum = TOps.MultiplyAdd(sum, TOps.Load(plane), z0);
        sum = TOps.MultiplyAdd(sum, TOps.Load(plane + BytePlanesSse2.RowBytes), z1);
        sum = TOps.MultiplyAdd(sum, TOps.Load(plane + (2 * BytePlanesSse2.RowBytes)), z2);
        return TOps.MultiplyAdd(sum, TOps.Load(plane + (3 * BytePlanesSse2.RowBytes)), z3);
    }
}
