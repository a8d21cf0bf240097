using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>Adds vectors over a field of one word an element, a register at a time.</summary>
internal static unsafe class WordSumsLanes<TVector, TWord, TOps>
    where TVector : struct
    where TWord : unmanaged
    where TOps : IWordOperations<TVector, TWord>
{
    /// <summary>Adds whole registers, up to the first with a word that is not below the modulus.</summary>
    /// <returns>How many words were added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Add(TWord* sum, TWord* addend, int count, TWord modulus)
    {
        TVector p = TOps.Broadcast(modulus);
        int done = 0;
        for (; done + TOps.Count <= count; done += TOps.Count)
        {
            TVector a = TOps.Load(sum + done);
            TVector b = TOps.Load(addend + done);
            TVector below = TOps.LessThan(TOps.Max(a, b), p);
            if (!TOps.IsZero(TOps.Equal(below, default)))
                break;
            TVector complement = TOps.Subtract(p, b);
            TVector wraps = TOps.LessThan(a, complement);
            TOps.Store(TOps.Select(wraps, TOps.Add(a, b), TOps.Subtract(a, complement)), sum + done);
        }

        return done;
    }
}
