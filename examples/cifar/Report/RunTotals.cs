using System.Diagnostics;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Sums over all rounds.</summary>
internal sealed record RunTotals
{
    public required long BytesSent { get; init; }

    public required long BytesBetweenAggregators { get; init; }

    public required long Samples { get; init; }

    public required PhaseSeconds Seconds { get; init; }

    public required double WallSeconds { get; init; }

    /// <summary>Highest resident memory of the process so far.</summary>
    public required long PeakMemoryBytes { get; init; }

    public static RunTotals Of(IReadOnlyList<RoundReport> rounds, TimeSpan wall)
    {
        using Process process = Process.GetCurrentProcess();
        return new RunTotals
        {
            BytesSent = rounds.Sum(r => r.BytesSent),
            BytesBetweenAggregators = rounds.Sum(r => r.BytesBetweenAggregators),
            Samples = rounds.Sum(r => r.Samples),
            Seconds = rounds.Aggregate(PhaseSeconds.Zero, (sum, r) => sum + r.Seconds),
            WallSeconds = wall.TotalSeconds,
            PeakMemoryBytes = process.PeakWorkingSet64,
        };
    }
}
