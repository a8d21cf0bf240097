using Dpsa.Dap;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Aggregator.Tests;

/// <summary>Small functions of both kinds, and vectors within their bound.</summary>
internal static class Measurements
{
    public const int Dimension = 5;

    public static readonly VdafParameters Prio3 = new FixedPointParameters(Dimension, 16);

    public static readonly VdafParameters Pine = PineParameters.ForBound(PineVariant.Pine64, Dimension, 1, 15);

    public static readonly int[][] Vectors = [[100, -200, 300, 0, 32000], [-1, -2, -3, -4, -32000], [7, 7, 7, 7, 7]];

    public static VdafParameters Function(string name) => name == nameof(Pine) ? Pine : Prio3;

    /// <summary>A fresh report of one of the vectors, which are for a scale of 2^15 and are scaled to the function's.</summary>
    public static Report Report(TaskId task, int vector, VdafParameters? function = null)
    {
        IVdaf vdaf = (function ?? Prio3).Create();
        return Dap.Report.Create(task, vdaf, Array.ConvertAll(Vectors[vector], v => (int)(v * vdaf.Scale / (1 << 15))));
    }

    /// <summary>The report with other shares, each a copy.</summary>
    public static Report With(this Report report, Func<ReportShares, ReportShares> change) => report with
    {
        Shares = change(new ReportShares(
            [.. report.Shares.PublicShare], [.. report.Shares.LeaderInputShare], [.. report.Shares.HelperInputShare])),
    };
}
