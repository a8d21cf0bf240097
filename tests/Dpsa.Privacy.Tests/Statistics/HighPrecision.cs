using System.Numerics;

namespace Dpsa.Privacy.Tests;

/// <summary>
/// Fixed point numbers with 384 fractional bits (115 decimals), for reference values that share nothing with the code under test.
/// </summary>
internal readonly record struct HighPrecision(BigInteger Scaled)
{
    private const int FractionBits = 384;

    // e^-270 is below 2^-384.
    private static readonly HighPrecision Smallest = -270;

    public static HighPrecision One { get; } = new(BigInteger.One << FractionBits);

    /// <summary>Machin 1706: 16 arctan(1/5) - 4 arctan(1/239).</summary>
    public static HighPrecision Pi { get; } = 16 * ArcTangentOfInverse(5) - 4 * ArcTangentOfInverse(239);

    /// <summary>The exact value of a double, cut at the last bit.</summary>
    public static implicit operator HighPrecision(double value)
    {
        Rational exact = Rational.FromDouble(value);
        return new((exact.Numerator << FractionBits) / exact.Denominator);
    }

    public static HighPrecision operator +(HighPrecision a, HighPrecision b) => new(a.Scaled + b.Scaled);

    public static HighPrecision operator -(HighPrecision a, HighPrecision b) => new(a.Scaled - b.Scaled);

    public static HighPrecision operator -(HighPrecision a) => new(-a.Scaled);

    public static HighPrecision operator *(HighPrecision a, HighPrecision b) => new((a.Scaled * b.Scaled) >> FractionBits);

    public static HighPrecision operator *(int a, HighPrecision b) => new(a * b.Scaled);

    public static HighPrecision operator /(HighPrecision a, HighPrecision b) => new((a.Scaled << FractionBits) / b.Scaled);

    public static bool operator <(HighPrecision a, HighPrecision b) => a.Scaled < b.Scaled;

    public static bool operator >(HighPrecision a, HighPrecision b) => a.Scaled > b.Scaled;

    public double ToDouble() => new Rational(Scaled, BigInteger.One << FractionBits).ToDouble();

    /// <summary>e^x: Taylor's series of x / 2^n, squared n times; the reciprocal for a negative x, zero below the last bit.</summary>
    public static HighPrecision Exp(HighPrecision x)
    {
        if (x < Smallest)
            return default;
        if (x.Scaled.Sign < 0)
            return One / Exp(-x);
        int halvings = Math.Max(0, (int)((long)x.Scaled.GetBitLength() - FractionBits + 10));
        HighPrecision reduced = new(x.Scaled >> halvings), term = One, sum = One;
        for (int n = 1; !term.Scaled.IsZero; n++)
        {
            term = new(((term.Scaled * reduced.Scaled) >> FractionBits) / n);
            sum += term;
        }
        for (int i = 0; i < halvings; i++)
            sum *= sum;
        return sum;
    }

    /// <summary>ln x by Newton's method from the nearest double, for an x within the range of double.</summary>
    public static HighPrecision Log(HighPrecision x)
    {
        HighPrecision y = Math.Log(x.ToDouble());
        for (int i = 0; i < 4; i++)
            y += x * Exp(-y) - One;
        return y;
    }

    public static HighPrecision Sqrt(HighPrecision x)
    {
        BigInteger target = x.Scaled << FractionBits;
        BigInteger root = BigInteger.One << (int)((target.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + target / root) >> 1;
            if (next >= root)
                return new(root);
            root = next;
        }
    }

    /// <summary>
    /// The integral of f over (0, infinity) by the double exponential rule (Takahasi and Mori 1974): u = exp(t - exp(-t)),
    /// in steps of 1/<paramref name="stepsPerUnit"/>. For a smooth f that falls off exponentially.
    /// </summary>
    public static HighPrecision IntegrateHalfLine(Func<HighPrecision, HighPrecision> f, int stepsPerUnit)
    {
        HighPrecision sum = default;
        for (int i = -5 * stepsPerUnit; i <= 8 * stepsPerUnit; i++)
        {
            HighPrecision t = new((i * One.Scaled) / stepsPerUnit), inverse = Exp(-t), u = Exp(t - inverse);
            sum += f(u) * u * (One + inverse);
        }
        return new(sum.Scaled / stepsPerUnit);
    }

    private static HighPrecision ArcTangentOfInverse(int n)
    {
        HighPrecision power = new(One.Scaled / n), sum = default;
        for (int k = 1; !power.Scaled.IsZero; k += 2)
        {
            sum += new HighPrecision(k % 4 == 1 ? power.Scaled / k : -power.Scaled / k);
            power = new(power.Scaled / (n * n));
        }
        return sum;
    }
}
