using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>The aggregation functions that are measured, by the names which rows and reports use.</summary>
internal static class Functions
{
    public const string Prio3Bits16 = "prio3-16";
    public const string Prio3Bits32 = "prio3-32";
    public const string Pine64 = "pine64";
    public const string Pine128 = "pine128";

    // As the published figures of the draft's Rust implementation, which are what ours are compared with.
    private const int PineFractionalBits = 15;
    private const int Pine64Proofs = 2;

    /// <summary>What the table of scaling compares.</summary>
    public static IReadOnlyList<string> ByScale { get; } = [Prio3Bits16, Pine64];

    public static VdafParameters Parameters(string function, int dimension) => function switch
    {
        Prio3Bits16 => new FixedPointParameters(dimension, 16),
        Prio3Bits32 => new FixedPointParameters(dimension, 32),
        Pine64 => PineParameters.ForBound(PineVariant.Pine64, dimension, 1, PineFractionalBits, Pine64Proofs),
        Pine128 => PineParameters.ForBound(PineVariant.Pine128, dimension, 1, PineFractionalBits),
        _ => throw new ArgumentException($"There is no function {function}.", nameof(function)),
    };
}
