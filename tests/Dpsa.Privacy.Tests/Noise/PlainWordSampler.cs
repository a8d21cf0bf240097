using System.Numerics;

namespace Dpsa.Privacy.Tests;

/// <summary>
/// The word sampler written down in rational arithmetic, trial for trial and word for word: every trial compares a real
/// number U, read 64 bits at a time, with the exact probability. It records its words, and on request steers them
/// to where a comparison is hardest: the first words of the probability itself, give or take one.
/// </summary>
internal sealed class PlainWordSampler(IRandomSource source, int steerOneIn)
{
    private readonly Random _steering = new(1);
    private ulong _bits;
    private int _bitsLeft;

    /// <summary>All words used so far.</summary>
    public List<ulong> Words { get; } = [];

    public BigInteger Sample(Rational sigma)
    {
        BigInteger t = sigma.Floor() + 1;
        while (true)
        {
            bool negative = NextBit();
            BigInteger u;
            do
                u = UniformBelow(t);
            while (!ExpMinusUnit(new Rational(u, t)));
            BigInteger x = u;
            while (ExpMinusOne())
                x += t;
            if (negative && x.IsZero)
                continue;
            Rational z = x / sigma - sigma / t;
            if (ExpMinus(z * z / 2))
                return negative ? -x : x;
        }
    }

    private bool ExpMinus(Rational gamma)
    {
        BigInteger whole = gamma.Floor();
        for (BigInteger i = 0; i < whole; i++)
        {
            if (!ExpMinusOne())
                return false;
        }
        return ExpMinusUnit(gamma - whole);
    }

    private bool ExpMinusUnit(Rational gamma)
    {
        int k = 1;
        while (Less(gamma / k))
            k++;
        return k % 2 == 1;
    }

    // One U for all of Bernoulli(1/2), Bernoulli(1/6 given U < 1/2)...: U is below 1/j! for j up to the number of successes.
    private bool ExpMinusOne()
    {
        BigInteger factorial = 2;
        for (int i = 3 + _steering.Next(3); _steering.Next(2) == 0 && i > 2; i--)
            factorial *= i;
        BigInteger seen = NextWord(new Rational(1, factorial));
        BigInteger one = BigInteger.One << 64;
        factorial = 1;
        for (int j = 1; ; j++)
        {
            factorial *= j + 1;
            while (seen * factorial < one && (seen + 1) * factorial > one)
            {
                seen = (seen << 64) + NextWord(new Rational(one - seen * factorial, factorial));
                one <<= 64;
            }
            if (seen * factorial >= one)
                return j % 2 == 0;
        }
    }

    private bool Less(Rational probability)
    {
        while (true)
        {
            ulong word = NextWord(probability);
            probability = probability * (BigInteger.One << 64) - (BigInteger)word;
            if (probability.Sign <= 0)
                return false;
            if (probability >= 1)
                return true;
        }
    }

    private BigInteger UniformBelow(BigInteger t)
    {
        while (true)
        {
            BigInteger product = NextWord(null) * t;
            if ((product & ulong.MaxValue) >= (BigInteger.One << 64) % t)
                return product >> 64;
        }
    }

    private bool NextBit()
    {
        if (_bitsLeft-- == 0)
        {
            _bits = NextWord(null);
            _bitsLeft = 63;
        }
        bool bit = (_bits & 1) == 1;
        _bits >>= 1;
        return bit;
    }

    private ulong NextWord(Rational? threshold)
    {
        Span<byte> bytes = stackalloc byte[8];
        source.Fill(bytes);
        ulong word = BitConverter.ToUInt64(bytes);
        if (threshold is { } probability && steerOneIn > 0 && _steering.Next(steerOneIn) == 0)
        {
            BigInteger near = (probability * (BigInteger.One << 64)).Floor() + _steering.Next(-1, 2);
            word = (ulong)BigInteger.Clamp(near, 0, ulong.MaxValue);
        }
        Words.Add(word);
        return word;
    }
}
