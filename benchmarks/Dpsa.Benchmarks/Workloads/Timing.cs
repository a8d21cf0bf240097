using System.Diagnostics;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>Repeated wall times of one operation.</summary>
/// <param name="Minimum">The fastest run: what the operation takes when nothing else disturbs it.</param>
/// <param name="Median">The run in the middle, which is what is reported; far above the minimum on a busy machine.</param>
/// <param name="Runs">Number of runs.</param>
internal sealed record Timing(TimeSpan Minimum, TimeSpan Median, int Runs)
{
    private const int FewestRuns = 3;
    private const int MostRuns = 1000;

    /// <summary>Repeats the operation until the budget is used up, three times at least; once where one run exceeds the budget.</summary>
    public static Timing Of(Action operation, TimeSpan budget)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        List<TimeSpan> runs = [];
        Stopwatch total = Stopwatch.StartNew();
        do
        {
            long start = Stopwatch.GetTimestamp();
            operation();
            runs.Add(Stopwatch.GetElapsedTime(start));
        }
        while (runs.Count < MostRuns && (total.Elapsed < budget || (runs.Count < FewestRuns && runs[0] < budget)));

        runs.Sort();
        return new Timing(runs[0], runs[runs.Count / 2], runs.Count);
    }
}
