using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>A column that compares each row with its baseline.</summary>
/// <param name="name">Head of the column.</param>
/// <param name="legend">What it says.</param>
/// <param name="medians">Nanoseconds of the baseline, by name of the benchmark.</param>
/// <param name="figure">The text, from the nanoseconds of the baseline and of the row.</param>
internal sealed class ScalarColumn(
    string name, string legend, IReadOnlyDictionary<string, double> medians, Func<double, double, string> figure) : IColumn
{
    public string Id => $"{nameof(ScalarColumn)}.{name}";

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Baseline;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    /// <summary>The baseline itself, and how long the row takes in relation to it.</summary>
    public static IColumn[] Of(IReadOnlyDictionary<string, double> medians) =>
    [
        new ScalarColumn("Scalar", "Baseline: the median of the same benchmark on the scalar path", medians, (scalar, _) => Time(scalar)),
        new ScalarColumn("Ratio", "Median / Scalar", medians, (scalar, median) => (median / scalar).ToString("F2", CultureInfo.InvariantCulture)),
    ];

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        medians.TryGetValue(ScalarMedians.Name(benchmarkCase), out double scalar) && summary[benchmarkCase]?.ResultStatistics is { } own
            ? figure(scalar, own.Median)
            : "?";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;

    private static string Time(double nanoseconds)
    {
        (double value, string unit) = nanoseconds switch
        {
            < 1e3 => (nanoseconds, "ns"),
            < 1e6 => (nanoseconds / 1e3, "us"),
            _ => (nanoseconds / 1e6, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Rounding.ToDigits(value, 4)} {unit}");
    }
}
