// Exact Bernoulli trials from 64-bit words (Canonne, Kamath and Steinke 2020, Algorithm 1), decided lazily.
//
// A uniform real U in [0, 1) is read 64 bits at a time. U < p is decided as soon as the words seen so far leave no
// doubt, nearly always after the first, and further words are drawn otherwise: the result is exact, not approximate.

using System.Numerics;

namespace Dpsa.Privacy;

internal static class BernoulliTrials
{
    // floor(2^64 / j!) for j = 0 .. 21; the first two do not fit and are never asked for.
    private static readonly ulong[] s_inverseFactorials = MakeInverseFactorials();

    /// <summary>True with probability exp(-1): one word, but for about one trial in 2^60.</summary>
    /// <remarks>
    /// The algorithm counts how many of Bernoulli(1/1), Bernoulli(1/2), Bernoulli(1/3)... succeed in a row. At least j do
    /// with probability 1/j!, so that one U tells the count: the largest j with U &lt; 1/j!. Even counts are a success.
    /// </remarks>
    public static bool ExpMinusOne(RandomWords words)
    {
        ulong word = words.Next();
        ulong[] bounds = s_inverseFactorials;
        int j = 2;
        while (word < bounds[j])
            j++;
        if (word == bounds[j] && j > 2)
            return ExpMinusOneUndecided(word, words);
        return (j & 1) == 1;
    }

    /// <summary>True with probability exp(-u/t), for u &lt; t &lt; 2^48.</summary>
    public static bool ExpMinusFraction(ulong u, ulong t, RandomWords words)
    {
        ulong denominator = 0;
        for (uint k = 1; k < 1 << 16; k++)
        {
            denominator += t;
            if (!Fraction(u, denominator, words))
                return (k & 1) == 1;
        }
        return ExpMinusContinue(u, t, 1 << 16, words);
    }

    /// <summary>
    /// The rest of the trial exp(-numerator/denominator), between 0 and 1, once k - 1 of its steps have succeeded.
    /// </summary>
    public static bool ExpMinusContinue(BigInteger numerator, BigInteger denominator, uint k, RandomWords words)
    {
        while (Fraction(numerator, denominator * k, words.Next(), words))
            k++;
        return (k & 1) == 1;
    }

    /// <summary>True with probability numerator/denominator, which is at most 1.</summary>
    public static bool Fraction(ulong numerator, ulong denominator, RandomWords words)
    {
        ulong word = words.Next();
        ulong high = Math.BigMul(word, denominator, out ulong low);
        if (high >= numerator)
            return false;
        // 2^64 (numerator - high) - low against denominator: only a difference of one can leave it open.
        if (numerator - high > 1 || (low != 0 ? 0 - low >= denominator : true))
            return true;
        return Fraction(0 - low, denominator, words);
    }

    /// <summary>True with probability numerator/denominator, given the first 64 bits of U.</summary>
    public static bool Fraction(BigInteger numerator, BigInteger denominator, ulong word, RandomWords words)
    {
        while (true)
        {
            BigInteger rest = (numerator << 64) - word * denominator;
            if (rest.Sign <= 0)
                return false;
            if (rest >= denominator)
                return true;
            numerator = rest;
            word = words.Next();
        }
    }

    private static bool ExpMinusOneUndecided(ulong first, RandomWords words)
    {
        BigInteger seen = first;
        BigInteger one = BigInteger.One << 64;
        BigInteger factorial = 2;
        int j = 2;
        while (true)
        {
            if ((seen + 1) * factorial <= one)
            {
                j++;
                factorial *= j;
            }
            else if (seen * factorial >= one)
            {
                return (j & 1) == 1;
            }
            else
            {
                seen = (seen << 64) + words.Next();
                one <<= 64;
            }
        }
    }

    private static ulong[] MakeInverseFactorials()
    {
        var bounds = new ulong[22];
        BigInteger factorial = BigInteger.One;
        for (int j = 2; j < bounds.Length; j++)
        {
            factorial *= j;
            bounds[j] = (ulong)((BigInteger.One << 64) / factorial);
        }
        return bounds;
    }
}
