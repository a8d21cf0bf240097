using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// The heavy part of the prover: gadget polynomials at the odd 2m-th roots of unity, where m is the size of the wire domain.
/// At the m-th roots they are the outputs of the calls, which are known. The caller zeroes the results.
/// </summary>
internal abstract class WireProducts
{
    /// <summary>The fastest that the processor has.</summary>
    public static WireProducts Best { get; } =
        LaneOperationsAvx512.IsSupported ? new WireProductsLanes<Vector512<long>, LaneOperationsAvx512>()
        : LaneOperationsAvx2.IsSupported ? new WireProductsLanes<Vector256<long>, LaneOperationsAvx2>()
        : new WireProductsScalar();

    /// <summary>The gadget polynomial of the bit gadget: products of the wires (r^k x, x - 1).</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="bits">The measurement.</param>
    /// <param name="r">First element of the joint randomness.</param>
    /// <param name="seeds">Wire seeds of the gadget.</param>
    /// <param name="threads">Most threads to use.</param>
    public abstract Field128[] BitProducts(
        FixedPointCircuit circuit, MeasurementBits bits, Field128 r, ReadOnlyMemory<Field128> seeds, int threads);

    /// <summary>The sum of the squared wires of the norm gadget.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="bits">The measurement.</param>
    /// <param name="seeds">Wire seeds of the gadget.</param>
    /// <param name="threads">Most threads to use.</param>
    public abstract Field128[] EntrySquares(
        FixedPointCircuit circuit, MeasurementBits bits, ReadOnlyMemory<Field128> seeds, int threads);
}
