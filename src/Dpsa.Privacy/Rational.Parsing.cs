using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Dpsa.Privacy;

public readonly partial struct Rational
{
    /// <summary>Longest text that is read: beyond it, no budget or deviation is meant.</summary>
    private const int MaxTextLength = 1000;

    /// <summary>Largest decimal exponent, either sign, that is read: the text must not name a number of gigabytes.</summary>
    private const int MaxDecimalExponent = 1000;

    /// <summary>
    /// Reads an integer ("30"), a fraction ("65536/30") or a decimal number ("0.1", "2.5e-3"), exactly.
    /// Digits are ASCII, the sign leads, blanks are not allowed.
    /// </summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Rational Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out Rational value)
            ? value
            : throw new FormatException(
                $"'{(text.Length <= 40 ? text : text[..40] + "...")}' is not a rational number; write 30, 65536/30, 0.1 or 2.5e-3.");
    }

    /// <summary>Reads what <see cref="Parse(string)"/> reads.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational value)
    {
        value = default;
        if (text is null || text.Length > MaxTextLength)
            return false;
        ReadOnlySpan<char> span = text;
        int slash = span.IndexOf('/');
        if (slash < 0)
            return TryParseDecimal(span, out value);
        if (!TryParseInteger(span[..slash], allowSign: true, out BigInteger numerator)
            || !TryParseInteger(span[(slash + 1)..], allowSign: false, out BigInteger denominator)
            || denominator.IsZero)
            return false;
        value = new Rational(numerator, denominator);
        return true;
    }

    /// <summary>Reads what <see cref="Parse(string)"/> reads, whatever the provider.</summary>
    static Rational IParsable<Rational>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads what <see cref="Parse(string)"/> reads, whatever the provider.</summary>
    static bool IParsable<Rational>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Rational result) =>
        TryParse(s, out result);

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        int exponent = 0;
        int mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || exponent is > MaxDecimalExponent or < -MaxDecimalExponent)
                return false;
            text = text[..mark];
        }
        int point = text.IndexOf('.');
        if (point < 0)
        {
            if (!TryParseInteger(text, allowSign: true, out BigInteger whole))
                return false;
            value = Scale(whole, exponent);
            return true;
        }
        ReadOnlySpan<char> fraction = text[(point + 1)..];
        if (point == 0 || fraction.IsEmpty || !TryParseInteger(string.Concat(text[..point], fraction), true, out BigInteger digits)
            || !char.IsAsciiDigit(text[point - 1]))
            return false;
        value = Scale(digits, exponent - fraction.Length);
        return true;
    }

    // value * 10^exponent
    private static Rational Scale(Rational value, int exponent) => exponent >= 0
        ? new Rational(value.Numerator * BigInteger.Pow(10, exponent), value.Denominator)
        : new Rational(value.Numerator, value.Denominator * BigInteger.Pow(10, -exponent));

    private static bool TryParseInteger(ReadOnlySpan<char> text, bool allowSign, out BigInteger value)
    {
        value = default;
        ReadOnlySpan<char> digits = allowSign && text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        value = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (text[0] == '-')
            value = -value;
        return true;
    }
}
