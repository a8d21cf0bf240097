// Field128 in the eight 64-bit lanes of a 512-bit register: a number is five limbs of 26 bits, one register each.
//
//     limbs       signed and redundant; an operand of a product needs |limb| < 2^31
//     products    Montgomery with R = 2^130: p = 1 - 7 * 2^14 * 2^52 + 2^24 * 2^104, so the quotient's limbs are the low bits of the
//                 columns themselves
//     result      between -p and |a| |b| / R; limbs 0 to 3 in [0, 2^26), limb 4 signed
//
// A multiplier is a constant c as the limbs of c R mod p.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Lanes;

/// <summary>The arithmetic of eight elements at once.</summary>
internal static unsafe class Field128Lanes
{
    /// <summary>Limbs of a number.</summary>
    public const int Limbs = 5;

    /// <summary>Numbers in a register.</summary>
    public const int Count = 8;

    /// <summary>64-bit words of eight numbers.</summary>
    public const int Words = Limbs * Count;

    /// <summary>Bits of a limb.</summary>
    public const int LimbBits = 26;

    /// <summary>The bits of a limb, set.</summary>
    public const long LimbMask = (1L << LimbBits) - 1;
    private const int TopBits = 128 - (4 * LimbBits);

    // 28 * 2^64 at limb 2.
    private const long Fold = 28L << (64 - (2 * LimbBits));

    // 2^78, the weight of limb 3.
    private static readonly Field128 ThirdLimb = Field128.ToMultiplier(Field128.FromCanonical(UInt128.One << (3 * LimbBits)));

    /// <summary>Whether the processor has what is needed.</summary>
    public static bool IsSupported => Avx512F.IsSupported && BitConverter.IsLittleEndian;

    /// <summary>Writes the limbs of a canonical element.</summary>
    public static void ToLimbs(Field128 value, Span<int> limbs)
    {
        UInt128 rest = value.ToUInt128();
        for (int i = 0; i < Limbs; i++, rest >>= LimbBits)
            limbs[i] = (int)((ulong)rest & LimbMask);
    }

    /// <summary>Writes the multiplier that a constant becomes.</summary>
    public static void ToMultiplier(Field128 constant, Span<int> limbs)
    {
        // Multiplier form of the scalar field has R = 2^128.
        Field128 scaled = Field128.ToMultiplier(constant);
        scaled += scaled;
        ToLimbs(scaled + scaled, limbs);
    }

    /// <summary>The element in one lane; limbs 0 to 3 are below 2^53 in magnitude, limb 4 below 2^31.</summary>
    public static Field128 FromLane(long* words, int lane)
    {
        Int128 low = words[lane] + ((Int128)words[Count + lane] << LimbBits) + ((Int128)words[(2 * Count) + lane] << (2 * LimbBits));
        Int128 high = words[(3 * Count) + lane] + ((Int128)words[(4 * Count) + lane] << LimbBits);
        return FieldMath.FromSigned<Field128>(low) + Field128.MultiplyBy(FieldMath.FromSigned<Field128>(high), ThirdLimb);
    }

    /// <summary>Two to the 130: what a product of two plain numbers lacks.</summary>
    public static Field128 R => FieldMath.Pow(FieldMath.FromInteger<Field128>(2), Limbs * LimbBits);

    /// <summary>One limb of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Load(long* words, int limb) => Vector512.Load(words + (limb * Count));

    /// <summary>Stores all limbs of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Save(
        long* words, Vector512<long> r0, Vector512<long> r1, Vector512<long> r2, Vector512<long> r3, Vector512<long> r4)
    {
        r0.Store(words);
        r1.Store(words + Count);
        r2.Store(words + (2 * Count));
        r3.Store(words + (3 * Count));
        r4.Store(words + (4 * Count));
    }

    /// <summary>a * multiplier / R.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        Vector512<long> a0, Vector512<long> a1, Vector512<long> a2, Vector512<long> a3, Vector512<long> a4,
        int* multiplier,
        out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4)
    {
        Vector512<int> b = Vector512.Create(multiplier[0]);
        Vector512<long> c0 = Times(a0, b);
        Vector512<long> c1 = Times(a1, b);
        Vector512<long> c2 = Times(a2, b);
        Vector512<long> c3 = Times(a3, b);
        Vector512<long> c4 = Times(a4, b);
        Reduce(c0, ref c1, ref c2, ref c4);

        b = Vector512.Create(multiplier[1]);
        c1 += Times(a0, b);
        c2 += Times(a1, b);
        c3 += Times(a2, b);
        c4 += Times(a3, b);
        Vector512<long> c5 = Times(a4, b);
        Reduce(c1, ref c2, ref c3, ref c5);

        b = Vector512.Create(multiplier[2]);
        c2 += Times(a0, b);
        c3 += Times(a1, b);
        c4 += Times(a2, b);
        c5 += Times(a3, b);
        Vector512<long> c6 = Times(a4, b);
        Reduce(c2, ref c3, ref c4, ref c6);

        b = Vector512.Create(multiplier[3]);
        c3 += Times(a0, b);
        c4 += Times(a1, b);
        c5 += Times(a2, b);
        c6 += Times(a3, b);
        Vector512<long> c7 = Times(a4, b);
        Reduce(c3, ref c4, ref c5, ref c7);

        b = Vector512.Create(multiplier[4]);
        c4 += Times(a0, b);
        c5 += Times(a1, b);
        c6 += Times(a2, b);
        c7 += Times(a3, b);
        Vector512<long> c8 = Times(a4, b);
        Reduce(c4, ref c5, ref c6, ref c8);

        r0 = c5;
        r1 = c6;
        r2 = c7;
        r3 = c8;
        r4 = Vector512<long>.Zero;
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>(a * multiplier + x * y) / R; for x and y of less than 2^30 a limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(
        Vector512<long> a0, Vector512<long> a1, Vector512<long> a2, Vector512<long> a3, Vector512<long> a4,
        int* multiplier,
        Vector512<long> x0, Vector512<long> x1, Vector512<long> x2, Vector512<long> x3, Vector512<long> x4,
        Vector512<long> y0, Vector512<long> y1, Vector512<long> y2, Vector512<long> y3, Vector512<long> y4,
        out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4)
    {
        Vector512<int> b = Vector512.Create(multiplier[0]);
        Vector512<long> c0 = Times(a0, b) + Times(x0, y0.AsInt32());
        Vector512<long> c1 = Times(a1, b) + Times(x1, y0.AsInt32());
        Vector512<long> c2 = Times(a2, b) + Times(x2, y0.AsInt32());
        Vector512<long> c3 = Times(a3, b) + Times(x3, y0.AsInt32());
        Vector512<long> c4 = Times(a4, b) + Times(x4, y0.AsInt32());
        Reduce(c0, ref c1, ref c2, ref c4);

        b = Vector512.Create(multiplier[1]);
        c1 += Times(a0, b) + Times(x0, y1.AsInt32());
        c2 += Times(a1, b) + Times(x1, y1.AsInt32());
        c3 += Times(a2, b) + Times(x2, y1.AsInt32());
        c4 += Times(a3, b) + Times(x3, y1.AsInt32());
        Vector512<long> c5 = Times(a4, b) + Times(x4, y1.AsInt32());
        Reduce(c1, ref c2, ref c3, ref c5);

        b = Vector512.Create(multiplier[2]);
        c2 += Times(a0, b) + Times(x0, y2.AsInt32());
        c3 += Times(a1, b) + Times(x1, y2.AsInt32());
        c4 += Times(a2, b) + Times(x2, y2.AsInt32());
        c5 += Times(a3, b) + Times(x3, y2.AsInt32());
        Vector512<long> c6 = Times(a4, b) + Times(x4, y2.AsInt32());
        Reduce(c2, ref c3, ref c4, ref c6);

        b = Vector512.Create(multiplier[3]);
        c3 += Times(a0, b) + Times(x0, y3.AsInt32());
        c4 += Times(a1, b) + Times(x1, y3.AsInt32());
        c5 += Times(a2, b) + Times(x2, y3.AsInt32());
        c6 += Times(a3, b) + Times(x3, y3.AsInt32());
        Vector512<long> c7 = Times(a4, b) + Times(x4, y3.AsInt32());
        Reduce(c3, ref c4, ref c5, ref c7);

        b = Vector512.Create(multiplier[4]);
        c4 += Times(a0, b) + Times(x0, y4.AsInt32());
        c5 += Times(a1, b) + Times(x1, y4.AsInt32());
        c6 += Times(a2, b) + Times(x2, y4.AsInt32());
        c7 += Times(a3, b) + Times(x3, y4.AsInt32());
        Vector512<long> c8 = Times(a4, b) + Times(x4, y4.AsInt32());
        Reduce(c4, ref c5, ref c6, ref c8);

        r0 = c5;
        r1 = c6;
        r2 = c7;
        r3 = c8;
        r4 = Vector512<long>.Zero;
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>x * x / R, for x of less than 2^30 a limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square(
        Vector512<long> x0, Vector512<long> x1, Vector512<long> x2, Vector512<long> x3, Vector512<long> x4,
        out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4)
    {
        Vector512<long> d0 = x0 + x0, d1 = x1 + x1, d2 = x2 + x2, d3 = x3 + x3;
        Vector512<long> c0 = Times(x0, x0.AsInt32());
        Vector512<long> c1 = Times(d0, x1.AsInt32());
        Vector512<long> c2 = Times(d0, x2.AsInt32()) + Times(x1, x1.AsInt32());
        Vector512<long> c3 = Times(d0, x3.AsInt32()) + Times(d1, x2.AsInt32());
        Vector512<long> c4 = Times(d0, x4.AsInt32()) + Times(d1, x3.AsInt32()) + Times(x2, x2.AsInt32());
        Vector512<long> c5 = Times(d1, x4.AsInt32()) + Times(d2, x3.AsInt32());
        Vector512<long> c6 = Times(d2, x4.AsInt32()) + Times(x3, x3.AsInt32());
        Vector512<long> c7 = Times(d3, x4.AsInt32());
        Vector512<long> c8 = Times(x4, x4.AsInt32());
        Reduce(c0, ref c1, ref c2, ref c4);
        Reduce(c1, ref c2, ref c3, ref c5);
        Reduce(c2, ref c3, ref c4, ref c6);
        Reduce(c3, ref c4, ref c5, ref c7);
        Reduce(c4, ref c5, ref c6, ref c8);
        r0 = c5;
        r1 = c6;
        r2 = c7;
        r3 = c8;
        r4 = Vector512<long>.Zero;
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>Brings limbs 0 to 3 into [0, 2^26).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Carry(
        ref Vector512<long> r0, ref Vector512<long> r1, ref Vector512<long> r2, ref Vector512<long> r3, ref Vector512<long> r4)
    {
        Vector512<long> mask = Vector512.Create(LimbMask);
        r1 += r0 >> LimbBits;
        r0 &= mask;
        r2 += r1 >> LimbBits;
        r1 &= mask;
        r3 += r2 >> LimbBits;
        r2 &= mask;
        r4 += r3 >> LimbBits;
        r3 &= mask;
    }

    /// <summary>Brings the number near [0, p), and its limbs near [0, 2^26).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normalise(
        ref Vector512<long> r0, ref Vector512<long> r1, ref Vector512<long> r2, ref Vector512<long> r3, ref Vector512<long> r4)
    {
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
        FoldTop(ref r0, ref r2, ref r4);
    }

    /// <summary>Replaces what exceeds 2^128 by its residue: h 2^128 = h (28 * 2^64 - 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldTop(ref Vector512<long> r0, ref Vector512<long> r2, ref Vector512<long> r4)
    {
        Vector512<long> excess = r4 >> TopBits;
        r4 &= Vector512.Create((1L << TopBits) - 1);
        r2 += Times(excess, Vector512.Create(Fold).AsInt32());
        r0 -= excess;
    }

    /// <summary>The products of the low 32 bits of each lane, as signed numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Times(Vector512<long> a, Vector512<int> b) => Avx512F.Multiply(a.AsInt32(), b);

    /// <summary>Clears the lowest column: subtracts its low bits times p, and carries the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reduce(Vector512<long> column, ref Vector512<long> next, ref Vector512<long> second, ref Vector512<long> fourth)
    {
        Vector512<long> quotient = column & Vector512.Create(LimbMask);
        next += column >> LimbBits;
        second += Times(quotient, Vector512.Create(Fold).AsInt32());
        fourth -= quotient << TopBits;
    }
}
