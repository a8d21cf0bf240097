// The discrete Gaussian sampler of Canonne, Kamath and Steinke 2020 (Algorithms 2 and 3) on 64-bit words.
//
//     t       floor(sigma) + 1        scale of the discrete Laplace proposal; below 2^48
//     x       u + t v                 magnitude of the proposal: u below t, kept with exp(-u/t); v geometric, exp(-1)
//     z       x/sigma - sigma/t       the proposal is accepted with exp(-z^2/2)
//
// z^2/2 is enclosed between two fixed point numbers with 48 fractional bits. A trial that the enclosure cannot decide
// (about one in 2^40) is decided in big integers from the words already drawn. No step rounds, so the distribution is exact.

using System.Numerics;

namespace Dpsa.Privacy;

internal sealed class WordSampler
{
    private const int FractionBits = 48;

    // Beyond z = 2^8 the squares would not fit; such a proposal is as good as always refused.
    private const ulong LargestQuotient = 1ul << (FractionBits + 8);

    private readonly ulong _t;
    private readonly ulong _rejectBelow;
    private readonly ulong _reciprocal;
    private readonly int _shift;
    private readonly ulong _offset;
    private readonly BigInteger _proposalFactor;
    private readonly BigInteger _varianceNumerator;
    private readonly BigInteger _denominator;

    public WordSampler(Rational sigma)
    {
        if (!Supports(sigma))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Sigma must be between 2^-8 and 2^48.");
        BigInteger n = sigma.Numerator;
        BigInteger d = sigma.Denominator;
        _t = (ulong)sigma.Floor() + 1;
        _rejectBelow = (0 - _t) % _t;
        // The reciprocal floor(2^(48 + shift) / sigma) has 62 or 63 bits.
        _shift = checked((int)(62 - FractionBits + n.GetBitLength() - d.GetBitLength()));
        _reciprocal = (ulong)((d << (FractionBits + _shift)) / n);
        _offset = (ulong)((n << FractionBits) / (d * _t));
        // z = (x d^2 t - n^2) / (n d t)
        _proposalFactor = d * d * _t;
        _varianceNumerator = n * n;
        _denominator = 2 * BigInteger.Pow(n * d * _t, 2);
    }

    public static bool Supports(Rational sigma) =>
        sigma >= new Rational(1, 1 << 8) && sigma < new Rational(BigInteger.One << 48);

    /// <summary>One draw.</summary>
    public Int128 Sample(RandomWords words)
    {
        while (true)
        {
            bool negative = words.NextBit();
            UInt128 x = Magnitude(words);
            if (negative && x == 0)
                continue;
            if (Accept(x, words))
                return negative ? -(Int128)x : (Int128)x;
        }
    }

    // One draw x >= 0 with probability proportional to exp(-x/t).
    private UInt128 Magnitude(RandomWords words)
    {
        ulong u;
        do
            u = UniformBelowT(words);
        while (!BernoulliTrials.ExpMinusFraction(u, _t, words));
        ulong v = 0;
        while (BernoulliTrials.ExpMinusOne(words))
            v++;
        return new UInt128(Math.BigMul(_t, v, out ulong low), low) + u;
    }

    // Lemire 2019: the high half of word * t, unless the low half falls into the uneven rest.
    private ulong UniformBelowT(RandomWords words)
    {
        ulong high, low;
        do
            high = Math.BigMul(words.Next(), _t, out low);
        while (low < _rejectBelow);
        return high;
    }

    // True with probability exp(-z^2/2).
    private bool Accept(UInt128 x, RandomWords words)
    {
        if (x >> 62 != 0)
            return AcceptExactly(x, words);
        UInt128 quotient = new UInt128(Math.BigMul((ulong)x, _reciprocal, out ulong low), low) >> _shift;
        if (quotient >= LargestQuotient)
            return AcceptExactly(x, words);
        // x/sigma is in quotient + [0, 2) and sigma/t in offset + [0, 1), in units of 2^-48.
        ulong distance = quotient >= _offset ? (ulong)quotient - _offset : _offset - (ulong)quotient;
        ulong least = distance < 2 ? 0 : distance - 2;
        ulong most = distance + 2;
        ulong lower = Half(least);
        ulong upper = Half(most) + 1;
        ulong whole = lower >> FractionBits;
        if (upper >> FractionBits != whole)
            return AcceptExactly(x, words);
        for (ulong i = 0; i < whole; i++)
        {
            if (!BernoulliTrials.ExpMinusOne(words))
                return false;
        }
        return AcceptFraction(x, whole, lower - (whole << FractionBits), upper - (whole << FractionBits), words);
    }

    // True with probability exp(-g), where g = z^2/2 - whole lies between lower and upper, in units of 2^-48.
    private bool AcceptFraction(UInt128 x, ulong whole, ulong lower, ulong upper, RandomWords words)
    {
        for (uint k = 1; k < 1 << 16; k++)
        {
            ulong word = words.Next();
            // U k is in product + [0, 2), in units of 2^-48; it is compared with g.
            ulong product = Math.BigMul(word, (ulong)k << FractionBits, out _);
            bool success = product + 2 <= lower;
            if (!success && product < upper)
            {
                (BigInteger numerator, BigInteger denominator) = Exponent(x);
                success = BernoulliTrials.Fraction(numerator - whole * denominator, denominator * k, word, words);
            }
            if (!success)
                return (k & 1) == 1;
        }
        (BigInteger num, BigInteger den) = Exponent(x);
        return BernoulliTrials.ExpMinusContinue(num - whole * den, den, 1 << 16, words);
    }

    private bool AcceptExactly(UInt128 x, RandomWords words)
    {
        (BigInteger numerator, BigInteger denominator) = Exponent(x);
        BigInteger whole = BigInteger.DivRem(numerator, denominator, out BigInteger fraction);
        for (BigInteger i = BigInteger.Zero; i < whole; i++)
        {
            if (!BernoulliTrials.ExpMinusOne(words))
                return false;
        }
        return BernoulliTrials.ExpMinusContinue(fraction, denominator, 1, words);
    }

    // z^2/2 as a fraction.
    private (BigInteger Numerator, BigInteger Denominator) Exponent(UInt128 x)
    {
        BigInteger distance = x * _proposalFactor - _varianceNumerator;
        return (distance * distance, _denominator);
    }

    // floor(value^2 / 2), in units of 2^-48, for a value in the same units.
    private static ulong Half(ulong value) =>
        (ulong)(new UInt128(Math.BigMul(value, value, out ulong low), low) >> (FractionBits + 1));
}
