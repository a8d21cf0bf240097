using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Dpsa.Benchmarks.Workloads;
using Perfolizer.Horology;

namespace Dpsa.Benchmarks.Suite;

/// <summary>A job so short that the whole suite, with its baseline, ends in less than an hour on two cores.</summary>
internal sealed class SuiteConfig : ManualConfig
{
    /// <param name="comparison">Columns that compare with the baseline.</param>
    public SuiteConfig(params IColumn[] comparison)
    {
        // In this process: a project generated for each benchmark would build the repository once more each time.
        AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(10), logOutput: false))
            .WithWarmupCount(3)
            .WithIterationCount(5)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            .WithMinInvokeCount(1)
            .WithUnrollFactor(1)
            .WithId("Short"));
        AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Metrics);
        AddColumn(StatisticColumn.Median, StatisticColumn.Min);
        AddColumn(comparison);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        ArtifactsPath = Path.Combine(RepositoryPaths.Results, "suite");
    }
}
