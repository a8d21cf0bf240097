// The discrete Gaussian sampler of Canonne, Kamath and Steinke 2020 (Algorithms 1 to 3) in plain rational arithmetic,
// with the draw order of the reference vectors:
//
//     uniform below b   bitlen(b) bits as little-endian 32-bit words, the top word shifted right; retry until below b
//     Bernoulli(n/d)    1 + uniform below d is at most n
//
// Slow, and the yardstick for the fast sampler; the only one where sigma is too large for that.

using System.Buffers.Binary;
using System.Numerics;

namespace Dpsa.Privacy;

internal sealed class ReferenceSampler(IRandomSource source)
{
    /// <summary>One draw from the discrete Gaussian of parameter <paramref name="sigma"/>.</summary>
    public BigInteger DiscreteGaussian(Rational sigma)
    {
        if (sigma.Sign == 0)
            return BigInteger.Zero;
        Rational variance = sigma * sigma;
        BigInteger scale = sigma.Floor() + 1;
        while (true)
        {
            BigInteger y = DiscreteLaplace(scale);
            Rational distance = BigInteger.Abs(y) - variance / scale;
            if (BernoulliExp(distance * distance / (2 * variance)))
                return y;
        }
    }

    /// <summary>One draw y with probability proportional to exp(-|y| / scale).</summary>
    public BigInteger DiscreteLaplace(Rational scale)
    {
        while (true)
        {
            bool negative = Bernoulli(new Rational(1, 2));
            BigInteger magnitude = Geometric(1 / scale);
            if (!negative)
                return magnitude;
            if (!magnitude.IsZero)
                return -magnitude;
        }
    }

    /// <summary>One draw y &gt;= 0 with probability proportional to exp(-rate y); the rate is above 0.</summary>
    public BigInteger Geometric(Rational rate)
    {
        BigInteger s = rate.Numerator;
        BigInteger t = rate.Denominator;
        BigInteger u;
        do
            u = UniformBelow(t);
        while (!BernoulliExpUnit(new Rational(u, t)));
        BigInteger v = BigInteger.Zero;
        while (BernoulliExpUnit(Rational.One))
            v++;
        return (u + t * v) / s;
    }

    /// <summary>True with probability exp(-gamma), for gamma &gt;= 0.</summary>
    public bool BernoulliExp(Rational gamma)
    {
        BigInteger whole = gamma.Floor();
        for (BigInteger i = BigInteger.Zero; i < whole; i++)
        {
            if (!BernoulliExpUnit(Rational.One))
                return false;
        }
        return BernoulliExpUnit(gamma - whole);
    }

    /// <summary>True with probability exp(-gamma), for gamma between 0 and 1 inclusive.</summary>
    public bool BernoulliExpUnit(Rational gamma)
    {
        int k = 1;
        while (Bernoulli(gamma / k))
            k++;
        return (k & 1) == 1;
    }

    /// <summary>True with the given probability.</summary>
    public bool Bernoulli(Rational probability) =>
        UniformBelow(probability.Denominator) + 1 <= probability.Numerator;

    /// <summary>A uniform integer from 0 to <paramref name="bound"/> - 1.</summary>
    public BigInteger UniformBelow(BigInteger bound)
    {
        int bits = checked((int)bound.GetBitLength());
        int words = (bits + 31) / 32;
        int unused = 32 * words - bits;
        Span<byte> bytes = words <= 16 ? stackalloc byte[4 * words] : new byte[4 * words];
        while (true)
        {
            source.Fill(bytes);
            Span<byte> top = bytes[^4..];
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(top);
            BinaryPrimitives.WriteUInt32LittleEndian(top, word >> unused);
            BigInteger value = new(bytes, isUnsigned: true);
            if (value < bound)
                return value;
        }
    }
}
