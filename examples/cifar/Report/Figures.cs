using System.Globalization;
using System.Numerics;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Numbers as the console shows them.</summary>
internal static class Figures
{
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => Invariant($"{bytes / 1e9:F2} GB"),
        >= 1_000_000 => Invariant($"{bytes / 1e6:F1} MB"),
        >= 1_000 => Invariant($"{bytes / 1e3:F1} kB"),
        _ => Invariant($"{bytes} B"),
    };

    public static string Seconds(double seconds) => seconds switch
    {
        >= 600 => Invariant($"{seconds / 60:F1} min"),
        >= 0.95 => Invariant($"{seconds:F1} s"),
        _ => Invariant($"{seconds * 1000:F0} ms"),
    };

    public static string Percent(double share) => Invariant($"{share * 100:F1} %");

    public static string Loss(double loss) => double.IsFinite(loss) ? Number(loss) : "not finite";

    public static string Number(double value) => Invariant($"{value:G4}");

    /// <summary>A rational number as it is where that is short, else to four digits, however large or small.</summary>
    public static string Fraction(Rational value)
    {
        const int Short = 20;
        string text = value.ToString();
        if (text.Length <= Short)
            return text;

        double digits = BigInteger.Log10(BigInteger.Abs(value.Numerator)) - BigInteger.Log10(value.Denominator);
        double exponent = Math.Floor(digits);
        return Invariant($"{(value < Rational.Zero ? "-" : "")}{Math.Pow(10, digits - exponent):F3}E{exponent:+0;-0}");
    }

    /// <summary>An option as the user could give it.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
