using System.Diagnostics;
using System.Globalization;
using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Privacy;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>
/// Many reports through the whole way: every client shards its vector, both aggregators verify and add, and the noised sum is collected.
/// As many clients at once as there are processors, each with one thread.
/// </summary>
internal static class PairRun
{
    private const int Epsilon = 30;

    /// <summary>Prints the time, and the largest resident set after a tenth, two tenths .. of the reports: it must not grow.</summary>
    public static int Run(string function, string dimension, string reports)
    {
        function = Functions.FullName(function);
        WarmUp.Function(function, threads: 1);
        WarmUp.Function(function, Environment.ProcessorCount);
        int total = int.Parse(reports, CultureInfo.InvariantCulture);
        int step = Math.Max(1, total / 10);
        TimeSpan time = Measure(function, int.Parse(dimension, CultureInfo.InvariantCulture), total, done =>
        {
            if (done % step == 0)
                Console.WriteLine($"{done} reports, {MemoryProbe.PeakResidentBytes >> 20} MiB resident at most");
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{total} reports of {function}, d = {dimension}: {time.TotalSeconds:F1} s"));
        return 0;
    }

    /// <summary>The time from the first vector to the sum.</summary>
    /// <param name="function">The aggregation function.</param>
    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="reports">Number of reports.</param>
    /// <param name="progress">Told the number of accepted reports after each.</param>
    public static TimeSpan Measure(string function, int dimension, int reports, Action<int>? progress = null)
    {
        InProcessAggregators aggregators = new();
        SessionParameters parameters = new(
            Functions.Parameters(function, dimension), new ZcdpDiscreteGaussian(new ZcdpBudget(Epsilon)));
        TaskId task = TaskId.Random();
        SessionId session = aggregators.Coordinator.CreateSessionAsync(parameters, CancellationToken.None).GetAwaiter().GetResult();
        aggregators.Coordinator.StartRoundAsync(session, task, CancellationToken.None).GetAwaiter().GetResult();
        Client client = new(function, dimension, threads: 1);
        int accepted = 0;

        long start = Stopwatch.GetTimestamp();
        Parallel.For(0, reports, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ =>
        {
            aggregators.Leader.UploadAsync(client.FreshReport(task), CancellationToken.None).GetAwaiter().GetResult();
            progress?.Invoke(Interlocked.Increment(ref accepted));
        });
        Collection collection = aggregators.Coordinator.Collector.CollectAsync(task, CancellationToken.None).GetAwaiter().GetResult();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return collection.ReportCount == reports
            ? time
            : throw new InvalidOperationException($"Of {reports} reports, {collection.ReportCount} were counted.");
    }
}
