using System.Globalization;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>
/// The aggregation functions that are measured, by the names which rows and reports use. Those of PINE say how many proofs of its main
/// circuit were run.
/// </summary>
internal static class Functions
{
    public const string Prio3Bits16 = "prio3-16";
    public const string Prio3Bits32 = "prio3-32";
    public const string Pine64 = "pine64-3p";
    public const string Pine128 = "pine128-1p";

    /// <summary>As many proofs as the draft has, and the published figures of its implementations.</summary>
    public const string Pine64OfDraft = "pine64-2p";

    // As the published figures have, too.
    private const int PineFractionalBits = 15;

    /// <summary>What the table of scaling compares.</summary>
    public static IReadOnlyList<string> ByScale { get; } = [Prio3Bits16, Pine64];

    /// <summary>The name with the number of proofs, for which a name without one stands for the default.</summary>
    public static string FullName(string function) => function switch
    {
        "pine64" => Pine64,
        "pine128" => Pine128,
        _ => function,
    };

    public static VdafParameters Parameters(string function, int dimension) => FullName(function).Split('-') switch
    {
        ["prio3", ("16" or "32") and string bits] => new FixedPointParameters(dimension, Number(bits)),
        ["pine64", [.. string proofs, 'p']] => Pine(PineVariant.Pine64, dimension, Number(proofs)),
        ["pine128", [.. string proofs, 'p']] => Pine(PineVariant.Pine128, dimension, Number(proofs)),
        _ => throw new ArgumentException($"There is no function {function}.", nameof(function)),
    };

    private static PineParameters Pine(PineVariant variant, int dimension, int proofs) =>
        PineParameters.ForBound(variant, dimension, 1, PineFractionalBits, proofs);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
