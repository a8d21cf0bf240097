using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>The BenchmarkDotNet suite.</summary>
internal static class SuiteRun
{
    /// <summary>
    /// Runs every class, and renews the reports under benchmarks/reports; with arguments, what they select
    /// (BenchmarkDotNet's own, such as <c>--filter *Shard*</c>), and leaves the reports alone.
    /// </summary>
    public static int Run(string[] arguments)
    {
        SuiteConfig config = new();
        bool everything = arguments.Length == 0;
        IReadOnlyList<Summary> summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(SuiteRun).Assembly)
            .Run(everything ? ["--filter", "*"] : arguments, config)];
        if (everything)
            Publish(config.ArtifactsPath);
        return summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success)) ? 1 : 0;
    }

    private static void Publish(string artifacts)
    {
        const string Suffix = "-report-github.md";
        foreach (string report in Directory.EnumerateFiles(Path.Combine(artifacts, "results"), "*" + Suffix))
        {
            string name = Path.GetFileName(report)[..^Suffix.Length].Split('.')[^1];
            File.Copy(report, Path.Combine(RepositoryPaths.Reports, name + ".md"), overwrite: true);
        }
    }
}
