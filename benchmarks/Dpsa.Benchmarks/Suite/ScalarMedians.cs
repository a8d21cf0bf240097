using System.Diagnostics;
using System.Text.Json;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>
/// The baseline: medians of the same benchmarks in a process whose JIT compiler has no vector registers beyond 128 bits, so that every
/// kernel takes its scalar path.
/// </summary>
internal static class ScalarMedians
{
    /// <summary>The verb of the child process: a file for the medians, then what selects benchmarks.</summary>
    public const string Verb = "scalar";

    // The first is .NET's and takes AVX-512 along; the second is libtorch's.
    private static readonly (string Name, string Value)[] Environment = [("DOTNET_EnableAVX2", "0"), ("ATEN_CPU_CAPABILITY", "default")];

    /// <summary>Runs the child process.</summary>
    /// <returns>Nanoseconds by name of the benchmark; empty where it failed.</returns>
    public static IReadOnlyDictionary<string, double> Measure(string[] arguments)
    {
        string file = Path.Combine(RepositoryPaths.Results, "scalar.json");
        File.Delete(file);
        ProcessStartInfo start = ChildProcess.Of([Verb, file, .. arguments]);
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        using (Process child = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start."))
            child.WaitForExit();
        return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(file))! : new Dictionary<string, double>();
    }

    /// <summary>The child's part.</summary>
    public static void Write(string file, IEnumerable<Summary> summaries)
    {
        Dictionary<string, double> medians = [];
        foreach (BenchmarkReport report in summaries.SelectMany(s => s.Reports))
        {
            if (report.ResultStatistics is { } statistics)
                medians[Name(report.BenchmarkCase)] = statistics.Median;
        }

        File.WriteAllText(file, JsonSerializer.Serialize(medians));
    }

    /// <summary>Class, method and parameters.</summary>
    public static string Name(BenchmarkCase benchmark) =>
        $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name} {benchmark.Parameters.DisplayInfo}";
}
