using Dpsa.Vdaf;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>The aggregation functions that are measured, by the names which rows and reports use.</summary>
internal static class Functions
{
    public const string Prio3Bits16 = "prio3-16";
    public const string Prio3Bits32 = "prio3-32";

    /// <summary>What the table of scaling compares.</summary>
    public static IReadOnlyList<string> ByScale { get; } = [Prio3Bits16];

    public static VdafParameters Parameters(string function, int dimension) => function switch
    {
        Prio3Bits16 => new FixedPointParameters(dimension, 16),
        Prio3Bits32 => new FixedPointParameters(dimension, 32),
        _ => throw new ArgumentException($"There is no function {function}.", nameof(function)),
    };
}
