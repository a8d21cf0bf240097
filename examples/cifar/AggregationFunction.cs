using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Examples.Cifar;

/// <summary>The verifiable aggregation function of a run.</summary>
internal enum AggregationFunction
{
    /// <summary>Prio3FixedPointBoundedL2VecSum: the reference's function.</summary>
    Prio3,

    /// <summary>PINE over the 64-bit field: a thirtieth of the bytes.</summary>
    Pine64,

    /// <summary>PINE over the 128-bit field: a fifteenth of the bytes, and one proof instead of three.</summary>
    Pine128,
}

internal static class AggregationFunctions
{
    /// <summary>Most fractional bits at norm bound 1 over the 64-bit field: 81 W^2 &lt; p holds for W = 2^28, which 24 bits take.</summary>
    private const int MaxPine64Bits = 24;

    /// <summary>Most over the 128-bit field, since coordinates are 32-bit integers.</summary>
    private const int MaxPine128Bits = 30;

    /// <summary>Fractional bits of the coordinates: one less than the bits, or as many as the function soundly takes.</summary>
    /// <param name="function">Which.</param>
    /// <param name="bits">16 or 32.</param>
    public static int FractionalBits(this AggregationFunction function, int bits) => function switch
    {
        AggregationFunction.Prio3 => bits - 1,
        AggregationFunction.Pine64 => Math.Min(bits - 1, MaxPine64Bits),
        AggregationFunction.Pine128 => Math.Min(bits - 1, MaxPine128Bits),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown function."),
    };

    /// <summary>The function for vectors of norm at most 1.</summary>
    /// <param name="function">Which.</param>
    /// <param name="dimension">Number d of coordinates.</param>
    /// <param name="bits">16 or 32; see <see cref="FractionalBits"/>.</param>
    public static VdafParameters Create(this AggregationFunction function, int dimension, int bits) => function switch
    {
        AggregationFunction.Prio3 => new FixedPointParameters(dimension, bits),
        AggregationFunction.Pine64 => PineParameters.ForBound(PineVariant.Pine64, dimension, 1, function.FractionalBits(bits)),
        AggregationFunction.Pine128 => PineParameters.ForBound(PineVariant.Pine128, dimension, 1, function.FractionalBits(bits)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown function."),
    };
}
