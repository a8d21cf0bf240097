using Dpsa.Privacy;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>The readings of a guarantee side by side, and what they mean in words.</summary>
internal static class ReadingTable
{
    private static readonly string s_hits = $"hits at {Figures.Percent(ReadingReport.FalsePositiveRate)}";

    public static string Explanation { get; } =
        "The first row is the guarantee; papers mostly quote the last. All figures are upper bounds for an attacker who knows everything but "
        + "one client's data and suspects that it took part, or was this and not that. Advantage: its share of right suspicions "
        + Figures.Invariant(
            $"less that of wrong ones; guessing has 0 %. Hits: its share of right ones if 1 in {1 / ReadingReport.FalsePositiveRate:N0} may be wrong.");

    public static Table Of(IReadOnlyList<ReadingReport> readings)
    {
        Table table = new() { Border = TableBorder.Ascii2 };
        table.AddColumns("a client is", "trust in", "epsilon", "advantage", s_hits);
        foreach (ReadingReport reading in readings)
        {
            table.AddRow(
                reading.Neighbours == NeighbourRelation.ReplaceOne ? "replaced" : "added or removed",
                reading.HonestAggregators == HonestAggregators.One ? "one aggregator" : "both",
                Figures.Number(reading.Epsilon),
                Figures.Percent(reading.MembershipAdvantage),
                Figures.Percent(reading.TruePositiveRate));
        }

        return table;
    }
}
