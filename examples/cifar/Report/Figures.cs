using System.Globalization;

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

    public static string Loss(double loss) => Invariant($"{loss:G4}");

    public static string Number(double value) => Invariant($"{value:G4}");

    /// <summary>An option as the user could give it.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
