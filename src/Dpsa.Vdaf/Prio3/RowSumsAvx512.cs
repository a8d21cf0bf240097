// Sums of products in eight columns at once: five limbs of 26 bits times five give nine columns of at most 5 * 2^52, so that a
// word of 64 bits takes in 512 products before its high part has to be carried on.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary><see cref="RowSums"/> in 512-bit registers.</summary>
internal sealed unsafe class RowSumsAvx512 : RowSums
{
    private const int Count = 8;
    private const int Limbs = Field128Limbs.Count;
    private const int Columns = 10;
    private const int RowsBetweenCarries = 512;
    private const int SumWords = Columns * Count;

    private readonly int _groups;
    private readonly AlignedMemory _memory;
    private readonly ulong* _sums;
    private int _rows;

    /// <param name="width">Places in a row.</param>
    public RowSumsAvx512(int width)
    {
        _groups = Integers.CeilingDivide(width, Count);
        _memory = new AlignedMemory((long)_groups * 2 * SumWords * sizeof(ulong));
        _sums = (ulong*)_memory.Start;
    }

    /// <summary>Whether the processor has what is needed.</summary>
    public static bool IsSupported => Avx512F.IsSupported && BitConverter.IsLittleEndian;

    public override void Add(ReadOnlySpan<Field128> row, Field128 first, Field128 second)
    {
        if (++_rows % RowsBetweenCarries == 0)
            Carry();
        int* limbs = stackalloc int[2 * Limbs];
        Field128Limbs.Write(first, new Span<int>(limbs, Limbs));
        Field128Limbs.Write(second, new Span<int>(limbs + Limbs, Limbs));
        int whole = row.Length / Count;
        fixed (Field128* elements = row)
            AddGroups(elements, whole, limbs, _sums);

        int rest = row.Length % Count;
        if (rest > 0)
        {
            Field128* padded = stackalloc Field128[Count];
            new Span<Field128>(padded, Count).Clear();
            row[^rest..].CopyTo(new Span<Field128>(padded, Count));
            AddGroups(padded, 1, limbs, _sums + (whole * 2 * SumWords));
        }
    }

    public override (Field128 First, Field128 Second) Take(int place)
    {
        ulong* sums = _sums + ((nint)(place / Count) * 2 * SumWords) + LaneOf(place % Count);
        return (Take(sums), Take(sums + SumWords));
    }

    public override void Dispose() => _memory.Dispose();

    private static Field128 Take(ulong* sum)
    {
        // Weights came in multiplier form, 2^128 times too large; one MultiplyBy without a multiplier takes that back.
        Field128 total = Field128.Zero;
        Field128 weight = Field128.One;
        Field128 step = Field128.ToMultiplier(Field128.FromCanonical(1UL << Field128Limbs.Bits));
        for (int column = 0; column < Columns; column++)
        {
            total += Field128.MultiplyBy(new Field128(sum[column * Count], 0), weight);
            weight = Field128.MultiplyBy(weight, step);
        }

        return total;
    }

    /// <summary>Deinterleaving two registers of four elements leaves place i in lane 2i, and place 4 + i in lane 2i + 1.</summary>
    private static int LaneOf(int place) => (2 * (place % (Count / 2))) + (place / (Count / 2));

    private static void AddGroups(Field128* elements, int groups, int* limbs, ulong* sums)
    {
        Vector512<uint> f0 = Broadcast(limbs[0]), f1 = Broadcast(limbs[1]), f2 = Broadcast(limbs[2]);
        Vector512<uint> f3 = Broadcast(limbs[3]), f4 = Broadcast(limbs[4]);
        Vector512<uint> s0 = Broadcast(limbs[5]), s1 = Broadcast(limbs[6]), s2 = Broadcast(limbs[7]);
        Vector512<uint> s3 = Broadcast(limbs[8]), s4 = Broadcast(limbs[9]);
        Vector512<ulong> mask = Vector512.Create((ulong)Field128Limbs.Mask);
        for (; groups > 0; groups--, elements += Count, sums += 2 * SumWords)
        {
            Vector512<ulong> a = Vector512.Load((ulong*)elements), b = Vector512.Load((ulong*)(elements + (Count / 2)));
            Vector512<ulong> low = Avx512F.UnpackLow(a, b), high = Avx512F.UnpackHigh(a, b);
            Vector512<uint> x0 = (low & mask).AsUInt32();
            Vector512<uint> x1 = ((low >>> Field128Limbs.Bits) & mask).AsUInt32();
            Vector512<uint> x2 = ((low >>> (2 * Field128Limbs.Bits)) | ((high << (64 - (2 * Field128Limbs.Bits))) & mask)).AsUInt32();
            Vector512<uint> x3 = ((high >>> ((3 * Field128Limbs.Bits) - 64)) & mask).AsUInt32();
            Vector512<uint> x4 = (high >>> ((4 * Field128Limbs.Bits) - 64)).AsUInt32();
            AddColumns(sums, x0, x1, x2, x3, x4, f0, f1, f2, f3, f4);
            AddColumns(sums + SumWords, x0, x1, x2, x3, x4, s0, s1, s2, s3, s4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumns(
        ulong* sums,
        Vector512<uint> x0, Vector512<uint> x1, Vector512<uint> x2, Vector512<uint> x3, Vector512<uint> x4,
        Vector512<uint> w0, Vector512<uint> w1, Vector512<uint> w2, Vector512<uint> w3, Vector512<uint> w4)
    {
        AddTo(sums, 0, Times(x0, w0));
        AddTo(sums, 1, Times(x0, w1) + Times(x1, w0));
        AddTo(sums, 2, Times(x0, w2) + Times(x1, w1) + Times(x2, w0));
        AddTo(sums, 3, Times(x0, w3) + Times(x1, w2) + Times(x2, w1) + Times(x3, w0));
        AddTo(sums, 4, Times(x0, w4) + Times(x1, w3) + Times(x2, w2) + Times(x3, w1) + Times(x4, w0));
        AddTo(sums, 5, Times(x1, w4) + Times(x2, w3) + Times(x3, w2) + Times(x4, w1));
        AddTo(sums, 6, Times(x2, w4) + Times(x3, w3) + Times(x4, w2));
        AddTo(sums, 7, Times(x3, w4) + Times(x4, w3));
        AddTo(sums, 8, Times(x4, w4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ulong* sums, int column, Vector512<ulong> value) =>
        (Vector512.LoadAligned(sums + (column * Count)) + value).StoreAligned(sums + (column * Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Times(Vector512<uint> a, Vector512<uint> b) => Avx512F.Multiply(a, b);

    private static Vector512<uint> Broadcast(int limb) => Vector512.Create((uint)limb);

    private void Carry()
    {
        for (int i = 0; i < 2 * _groups; i++)
        {
            ulong* sums = _sums + ((nint)i * SumWords);
            for (int word = 0; word < SumWords - Count; word++)
            {
                sums[word + Count] += sums[word] >> Field128Limbs.Bits;
                sums[word] &= Field128Limbs.Mask;
            }
        }
    }
}
