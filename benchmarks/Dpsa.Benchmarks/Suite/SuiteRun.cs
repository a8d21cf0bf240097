using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>The BenchmarkDotNet suite.</summary>
internal static class SuiteRun
{
    /// <summary>
    /// Runs every class, first on the scalar path, and renews the reports under benchmarks/reports; with arguments, runs what they select
    /// (BenchmarkDotNet's own, such as <c>--filter *Shard*</c>), and renews the reports of that.
    /// </summary>
    public static int Run(string[] arguments)
    {
        string[] selection = arguments.Length == 0 ? ["--filter", "*"] : arguments;
        SuiteConfig config = new(ScalarColumn.Of(ScalarMedians.Measure(selection)));
        IReadOnlyList<Summary> summaries = RunHere(selection, config);
        Publish(config.ArtifactsPath, summaries);
        return Failed(summaries) ? 1 : 0;
    }

    /// <summary>The part of the process that has no vector registers.</summary>
    public static int RunScalar(string file, string[] arguments)
    {
        IReadOnlyList<Summary> summaries = RunHere(arguments, new SuiteConfig());
        ScalarMedians.Write(file, summaries);
        return Failed(summaries) ? 1 : 0;
    }

    private static List<Summary> RunHere(string[] arguments, SuiteConfig config) =>
        [.. BenchmarkSwitcher.FromAssembly(typeof(SuiteRun).Assembly).Run(arguments, config)];

    private static bool Failed(IEnumerable<Summary> summaries) =>
        summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success));

    private static void Publish(string artifacts, IEnumerable<Summary> summaries)
    {
        foreach (Type type in summaries.SelectMany(s => s.BenchmarksCases).Select(b => b.Descriptor.Type).Distinct())
        {
            string report = Path.Combine(artifacts, "results", $"{type.FullName}-report-github.md");
            File.Copy(report, Path.Combine(RepositoryPaths.Reports, type.Name + ".md"), overwrite: true);
        }
    }
}
