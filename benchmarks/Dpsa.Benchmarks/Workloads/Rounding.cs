namespace Dpsa.Benchmarks.Workloads;

/// <summary>Figures as precise as they deserve.</summary>
internal static class Rounding
{
    private const int MostDecimals = 6;

    /// <summary>Rounds to a number of significant digits; whole numbers stay whole.</summary>
    public static double ToDigits(double value, int digits) =>
        value > 0 ? Math.Round(value, Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(value)), 0, MostDecimals)) : value;
}
