using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Quick;

/// <summary>The figures that count, each in a line <c>name value unit</c>, within 90 seconds.</summary>
internal static class QuickRun
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Measures all rows and writes artifacts/bench/quick.json; or, without a file, those whose name contains one of the words.</summary>
    public static int Run(string[] only)
    {
        Machine machine = Machine.Describe();
        Stopwatch total = Stopwatch.StartNew();
        List<QuickRow> rows = [];
        foreach ((string name, Func<QuickRow> measure) in QuickFigures.All())
        {
            if (only.Length > 0 && !only.Any(name.Contains))
                continue;
            QuickRow row = measure();
            rows.Add(row);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name} {row.Value} {row.Unit}"));
        }

        if (only.Length == 0)
        {
            object result = new { Measured = DateTimeOffset.UtcNow, Seconds = Math.Round(total.Elapsed.TotalSeconds, 1), Machine = machine, Rows = rows };
            File.WriteAllText(Path.Combine(RepositoryPaths.Results, "quick.json"), JsonSerializer.Serialize(result, Json) + "\n");
        }

        return 0;
    }
}
