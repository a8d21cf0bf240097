// Field128 in the 64-bit lanes of vector registers: a number is five limbs of 26 bits, one register each.
//
//     limbs       signed and redundant; an operand of a product needs |limb| < 2^31
//     products    Montgomery with R = 2^130: p = 1 - 7 * 2^14 * 2^52 + 2^24 * 2^104, so the quotient's limbs are the low bits of the
//                 columns themselves
//     result      between -p and |a| |b| / R; limbs 0 to 3 in [0, 2^26), limb 4 signed

using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>The arithmetic of as many elements at once as a register has lanes.</summary>
internal static unsafe class Field128Lanes<TVector, TOps>
    where TVector : struct
    where TOps : ILaneOperations<TVector>
{
    private const byte LimbBits = Field128Limbs.Bits;
    private const byte TopBits = 128 - (4 * LimbBits);

    // 28 * 2^64 at limb 2.
    private const long Fold = 28L << (64 - (2 * LimbBits));

    /// <summary>64-bit words of one number in every lane.</summary>
    public static int Words => Field128Limbs.Count * TOps.Count;

    /// <summary>The element in one lane.</summary>
    public static Field128 Read(long* words, int lane) => Field128Limbs.Read(
        words[lane],
        words[TOps.Count + lane],
        words[(2 * TOps.Count) + lane],
        words[(3 * TOps.Count) + lane],
        words[(4 * TOps.Count) + lane]);

    /// <summary>One limb of all numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(long* words, int limb) => TOps.Load(words + (limb * TOps.Count));

    /// <summary>Stores all limbs of all numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Save(long* words, TVector r0, TVector r1, TVector r2, TVector r3, TVector r4)
    {
        TOps.Store(r0, words);
        TOps.Store(r1, words + TOps.Count);
        TOps.Store(r2, words + (2 * TOps.Count));
        TOps.Store(r3, words + (3 * TOps.Count));
        TOps.Store(r4, words + (4 * TOps.Count));
    }

    /// <summary>a * multiplier / R.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        TVector a0, TVector a1, TVector a2, TVector a3, TVector a4,
        int* multiplier,
        out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4)
    {
        TVector b = TOps.BroadcastFactor(multiplier[0]);
        TVector c0 = TOps.Times(a0, b);
        TVector c1 = TOps.Times(a1, b);
        TVector c2 = TOps.Times(a2, b);
        TVector c3 = TOps.Times(a3, b);
        TVector c4 = TOps.Times(a4, b);
        Reduce(c0, ref c1, ref c2, ref c4);

        b = TOps.BroadcastFactor(multiplier[1]);
        c1 = Accumulate(c1, a0, b);
        c2 = Accumulate(c2, a1, b);
        c3 = Accumulate(c3, a2, b);
        c4 = Accumulate(c4, a3, b);
        TVector c5 = TOps.Times(a4, b);
        Reduce(c1, ref c2, ref c3, ref c5);

        b = TOps.BroadcastFactor(multiplier[2]);
        c2 = Accumulate(c2, a0, b);
        c3 = Accumulate(c3, a1, b);
        c4 = Accumulate(c4, a2, b);
        c5 = Accumulate(c5, a3, b);
        TVector c6 = TOps.Times(a4, b);
        Reduce(c2, ref c3, ref c4, ref c6);

        b = TOps.BroadcastFactor(multiplier[3]);
        c3 = Accumulate(c3, a0, b);
        c4 = Accumulate(c4, a1, b);
        c5 = Accumulate(c5, a2, b);
        c6 = Accumulate(c6, a3, b);
        TVector c7 = TOps.Times(a4, b);
        Reduce(c3, ref c4, ref c5, ref c7);

        b = TOps.BroadcastFactor(multiplier[4]);
        c4 = Accumulate(c4, a0, b);
        c5 = Accumulate(c5, a1, b);
        c6 = Accumulate(c6, a2, b);
        c7 = Accumulate(c7, a3, b);
        TVector c8 = TOps.Times(a4, b);
        Reduce(c4, ref c5, ref c6, ref c8);

        (r0, r1, r2, r3, r4) = (c5, c6, c7, c8, TOps.Zero);
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>(a * multiplier + x * y) / R; for x and y of less than 2^30 a limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(
        TVector a0, TVector a1, TVector a2, TVector a3, TVector a4,
        int* multiplier,
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4,
        TVector y0, TVector y1, TVector y2, TVector y3, TVector y4,
        out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4)
    {
        TVector b = TOps.BroadcastFactor(multiplier[0]);
        TVector c0 = Accumulate(TOps.Times(a0, b), x0, y0);
        TVector c1 = Accumulate(TOps.Times(a1, b), x1, y0);
        TVector c2 = Accumulate(TOps.Times(a2, b), x2, y0);
        TVector c3 = Accumulate(TOps.Times(a3, b), x3, y0);
        TVector c4 = Accumulate(TOps.Times(a4, b), x4, y0);
        Reduce(c0, ref c1, ref c2, ref c4);

        b = TOps.BroadcastFactor(multiplier[1]);
        c1 = Accumulate(Accumulate(c1, a0, b), x0, y1);
        c2 = Accumulate(Accumulate(c2, a1, b), x1, y1);
        c3 = Accumulate(Accumulate(c3, a2, b), x2, y1);
        c4 = Accumulate(Accumulate(c4, a3, b), x3, y1);
        TVector c5 = Accumulate(TOps.Times(a4, b), x4, y1);
        Reduce(c1, ref c2, ref c3, ref c5);

        b = TOps.BroadcastFactor(multiplier[2]);
        c2 = Accumulate(Accumulate(c2, a0, b), x0, y2);
        c3 = Accumulate(Accumulate(c3, a1, b), x1, y2);
        c4 = Accumulate(Accumulate(c4, a2, b), x2, y2);
        c5 = Accumulate(Accumulate(c5, a3, b), x3, y2);
        TVector c6 = Accumulate(TOps.Times(a4, b), x4, y2);
        Reduce(c2, ref c3, ref c4, ref c6);

        b = TOps.BroadcastFactor(multiplier[3]);
        c3 = Accumulate(Accumulate(c3, a0, b), x0, y3);
        c4 = Accumulate(Accumulate(c4, a1, b), x1, y3);
        c5 = Accumulate(Accumulate(c5, a2, b), x2, y3);
        c6 = Accumulate(Accumulate(c6, a3, b), x3, y3);
        TVector c7 = Accumulate(TOps.Times(a4, b), x4, y3);
        Reduce(c3, ref c4, ref c5, ref c7);

        b = TOps.BroadcastFactor(multiplier[4]);
        c4 = Accumulate(Accumulate(c4, a0, b), x0, y4);
        c5 = Accumulate(Accumulate(c5, a1, b), x1, y4);
        c6 = Accumulate(Accumulate(c6, a2, b), x2, y4);
        c7 = Accumulate(Accumulate(c7, a3, b), x3, y4);
        TVector c8 = Accumulate(TOps.Times(a4, b), x4, y4);
        Reduce(c4, ref c5, ref c6, ref c8);

        (r0, r1, r2, r3, r4) = (c5, c6, c7, c8, TOps.Zero);
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>x * x / R, for x of less than 2^30 a limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Squared(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4,
        out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4)
    {
        TVector d0 = TOps.Add(x0, x0), d1 = TOps.Add(x1, x1), d2 = TOps.Add(x2, x2), d3 = TOps.Add(x3, x3);
        TVector c0 = TOps.Times(x0, x0);
        TVector c1 = TOps.Times(d0, x1);
        TVector c2 = Accumulate(TOps.Times(d0, x2), x1, x1);
        TVector c3 = Accumulate(TOps.Times(d0, x3), d1, x2);
        TVector c4 = Accumulate(Accumulate(TOps.Times(d0, x4), d1, x3), x2, x2);
        TVector c5 = Accumulate(TOps.Times(d1, x4), d2, x3);
        TVector c6 = Accumulate(TOps.Times(d2, x4), x3, x3);
        TVector c7 = TOps.Times(d3, x4);
        TVector c8 = TOps.Times(x4, x4);
        Reduce(c0, ref c1, ref c2, ref c4);
        Reduce(c1, ref c2, ref c3, ref c5);
        Reduce(c2, ref c3, ref c4, ref c6);
        Reduce(c3, ref c4, ref c5, ref c7);
        Reduce(c4, ref c5, ref c6, ref c8);
        (r0, r1, r2, r3, r4) = (c5, c6, c7, c8, TOps.Zero);
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>Brings the number near [0, p), and its limbs near [0, 2^26).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normalise(ref TVector r0, ref TVector r1, ref TVector r2, ref TVector r3, ref TVector r4)
    {
        Carry(ref r0, ref r1, ref r2, ref r3, ref r4);
        FoldTop(ref r0, ref r2, ref r4);
    }

    /// <summary>Replaces what exceeds 2^128 by its residue: h 2^128 = h (28 * 2^64 - 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldTop(ref TVector r0, ref TVector r2, ref TVector r4)
    {
        TVector excess = TOps.ShiftRight(r4, TopBits);
        r4 = TOps.And(r4, TOps.Broadcast((1L << TopBits) - 1));
        r2 = Accumulate(r2, excess, TOps.Broadcast(Fold));
        r0 = TOps.Subtract(r0, excess);
    }

    /// <summary>Brings limbs 0 to 3 into [0, 2^26).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(ref TVector r0, ref TVector r1, ref TVector r2, ref TVector r3, ref TVector r4)
    {
        TVector mask = TOps.Broadcast(Field128Limbs.Mask);
        r1 = TOps.Add(r1, TOps.ShiftRight(r0, LimbBits));
        r0 = TOps.And(r0, mask);
        r2 = TOps.Add(r2, TOps.ShiftRight(r1, LimbBits));
        r1 = TOps.And(r1, mask);
        r3 = TOps.Add(r3, TOps.ShiftRight(r2, LimbBits));
        r2 = TOps.And(r2, mask);
        r4 = TOps.Add(r4, TOps.ShiftRight(r3, LimbBits));
        r3 = TOps.And(r3, mask);
    }

    /// <summary>Clears the lowest column: subtracts its low bits times p, and carries the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(TVector column, ref TVector next, ref TVector second, ref TVector fourth)
    {
        TVector quotient = TOps.And(column, TOps.Broadcast(Field128Limbs.Mask));
        next = TOps.Add(next, TOps.ShiftRight(column, LimbBits));
        second = Accumulate(second, quotient, TOps.Broadcast(Fold));
        fourth = TOps.Subtract(fourth, TOps.ShiftLeft(quotient, TopBits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Accumulate(TVector sum, TVector a, TVector b) => TOps.Add(sum, TOps.Times(a, b));
}
