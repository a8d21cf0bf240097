// Addition of encoded elements of Field128, low word and high word in turn, p = 2^128 - 28 * 2^64 + 1.
//
// Two registers are sorted into low and high words. With h the high word of p, n = h - high(b) and d = high(a) - n, both without the
// carry of the low words, decide: the sum is p or more where high(a) > n, and less where high(a) < n - 1. What is left, and
// numbers whose high word is h or more, which may not be below p, is as rare as 2^-60; the kernel stops there.

using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>Adds vectors over Field128, two registers at a time.</summary>
internal static unsafe class Field128SumsLanes<TVector, TOps>
    where TVector : struct
    where TOps : IWordOperations<TVector, ulong>
{
    private const ulong ModulusHigh = 0xFFFF_FFFF_FFFF_FFE4;

    /// <summary>Adds whole pairs of registers, up to the first with a rare case.</summary>
    /// <returns>How many elements were added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Add(ulong* sum, ulong* addend, int count)
    {
        TVector high = TOps.Broadcast(ModulusHigh);
        TVector one = TOps.Broadcast(1);
        TVector two = TOps.Broadcast(2);
        int done = 0;
        for (; done + TOps.Count <= count; done += TOps.Count, sum += 2 * TOps.Count, addend += 2 * TOps.Count)
        {
            TVector a0 = TOps.Load(sum), a1 = TOps.Load(sum + TOps.Count);
            TVector b0 = TOps.Load(addend), b1 = TOps.Load(addend + TOps.Count);
            TVector aHigh = TOps.OddWords(a0, a1), bHigh = TOps.OddWords(b0, b1);
            TVector complement = TOps.Subtract(high, bHigh);
            TVector reducedHigh = TOps.Subtract(aHigh, complement);
            TVector isBelow = TOps.LessThan(TOps.Max(aHigh, bHigh), high);
            TVector isTie = TOps.LessThan(TOps.Add(reducedHigh, one), two);
            if (!TOps.IsZero(TOps.Select(isBelow, isTie, one)))
                break;

            TVector aLow = TOps.EvenWords(a0, a1), bLow = TOps.EvenWords(b0, b1);
            TVector low = TOps.Add(aLow, bLow);
            TVector carry = TOps.LessThan(low, aLow);
            TVector reduces = TOps.LessThan(complement, aHigh);
            TVector sumHigh = TOps.Select(reduces, reducedHigh, TOps.Add(aHigh, bHigh));

            // Masks are -1: the carry is subtracted, the reduction and its borrow are added.
            TVector borrow = TOps.And(reduces, TOps.Equal(low, default));
            sumHigh = TOps.Add(TOps.Subtract(sumHigh, carry), borrow);
            low = TOps.Add(low, reduces);
            TOps.Store(TOps.EvenWords(low, sumHigh), sum);
            TOps.Store(TOps.OddWords(low, sumHigh), sum + TOps.Count);
        }

        return done;
    }
}
