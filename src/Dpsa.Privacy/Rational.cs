using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Dpsa.Privacy;

/// <summary>
/// An exact rational number in lowest terms with a positive denominator. <c>default</c> is zero.
/// </summary>
public readonly partial struct Rational : IEquatable<Rational>, IComparable<Rational>, IComparable, IParsable<Rational>
{
    private readonly BigInteger _denominator;

    /// <summary>Creates <paramref name="numerator"/> / <paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            throw new DivideByZeroException($"{numerator}/0 is not a rational number.");
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
            divisor = -divisor;
        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    /// <summary>The integer <paramref name="value"/>.</summary>
    public Rational(BigInteger value)
    {
        Numerator = value;
        _denominator = BigInteger.One;
    }

    /// <summary>Zero.</summary>
    public static Rational Zero => default;

    /// <summary>One.</summary>
    public static Rational One => new(BigInteger.One);

    /// <summary>Numerator in lowest terms; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Denominator in lowest terms; at least one.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Whether the value is an integer.</summary>
    public bool IsInteger => Denominator.IsOne;

    /// <summary>The exact value of a finite double; its denominator is a power of two.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only a finite number has a rational value.");
        if (value == 0)
            return Zero;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1L << 52;
        BigInteger signed = bits < 0 ? -mantissa : mantissa;
        int shift = exponent - 1075;
        return shift >= 0 ? new Rational(signed << shift) : new Rational(signed, BigInteger.One << -shift);
    }

    /// <summary>The value rounded to a number of significant decimal digits, exactly: 1/3 to three digits is 333/1000.</summary>
    /// <param name="significantDigits">Digits that are kept; 1 to 1000.</param>
    /// <param name="mode">Which neighbour is taken; <see cref="MidpointRounding.ToZero"/> never makes a privacy parameter weaker.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of digits or the mode is out of range.</exception>
    public Rational Round(int significantDigits, MidpointRounding mode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(significantDigits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(significantDigits, MaxTextLength);
        if (!Enum.IsDefined(mode))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown rounding mode.");
        if (Sign == 0)
            return Zero;
        // 10^(digits - 1) <= |value| 10^shift < 10^digits
        int shift = significantDigits - (int)Math.Ceiling(BigInteger.Log10(BigInteger.Abs(Numerator)) - BigInteger.Log10(Denominator));
        BigInteger limit = BigInteger.Pow(10, significantDigits);
        while (Scale(Abs(), shift).Floor() >= limit)
            shift--;
        while (Scale(Abs(), shift + 1).Floor() < limit)
            shift++;
        return Scale(new Rational(Scale(this, shift).RoundToInteger(mode)), -shift);
    }

    private BigInteger RoundToInteger(MidpointRounding mode)
    {
        BigInteger floor = Floor();
        Rational rest = this - new Rational(floor);
        int half = rest.CompareTo(new Rational(1, 2));
        bool up = rest.Sign > 0 && mode switch
        {
            MidpointRounding.ToNegativeInfinity => false,
            MidpointRounding.ToPositiveInfinity => true,
            MidpointRounding.ToZero => Sign < 0,
            MidpointRounding.AwayFromZero => half > 0 || (half == 0 && Sign > 0),
            _ => half > 0 || (half == 0 && !floor.IsEven),
        };
        return up ? floor + 1 : floor;
    }

    /// <summary>The largest integer that is not above the value.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The absolute value.</summary>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>
    /// The double nearest to the value, ties to even; infinite above the range of double, and below 2^-1022
    /// within one unit in the last place.
    /// </summary>
    public double ToDouble()
    {
        if (Numerator.IsZero)
            return 0;
        // A quotient of 66 or 67 bits, its lowest bit made sticky, rounds the way the exact value would.
        BigInteger magnitude = BigInteger.Abs(Numerator);
        long exponent = magnitude.GetBitLength() - Denominator.GetBitLength() - 66;
        if (exponent > 2000 || exponent < -2000)
            return exponent > 0 ? Sign * double.PositiveInfinity : Sign * 0.0;
        int shift = (int)exponent;
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(magnitude, Denominator << shift, out BigInteger remainder)
            : BigInteger.DivRem(magnitude << -shift, Denominator, out remainder);
        if (!remainder.IsZero)
            quotient |= BigInteger.One;
        return Sign * Math.ScaleB(RoundToDouble(quotient), shift);
    }

    /// <summary>The smallest double that is not below the value.</summary>
    internal double ToDoubleUpwards()
    {
        double nearest = ToDouble();
        return double.IsFinite(nearest) && FromDouble(nearest) < this ? Math.BitIncrement(nearest) : nearest;
    }

    // BigInteger's own conversion truncates.
    private static double RoundToDouble(BigInteger value)
    {
        int excess = (int)value.GetBitLength() - 53;
        if (excess <= 0)
            return (double)value;
        BigInteger kept = value >> excess;
        BigInteger rest = value - (kept << excess);
        int order = rest.CompareTo(BigInteger.One << (excess - 1));
        if (order > 0 || (order == 0 && !kept.IsEven))
            kept += BigInteger.One;
        return Math.ScaleB((double)kept, excess);
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException($"Cannot compare a Rational with a {obj.GetType()}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>"num/den" in lowest terms, or "num" for an integer. <see cref="Parse(string)"/> reads it back.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
