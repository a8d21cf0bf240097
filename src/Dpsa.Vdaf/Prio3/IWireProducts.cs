using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// The heavy part of the prover: gadget polynomials at the odd 2m-th roots of unity, where m is the size of the wire domain.
/// At the m-th roots they are the outputs of the calls, which are known. The caller zeroes the results.
/// </summary>
internal interface IWireProducts
{
    /// <summary>The gadget polynomial of the bit gadget: products of the wires (r^k x, x - 1).</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="bits">The measurement.</param>
    /// <param name="r">First element of the joint randomness.</param>
    /// <param name="seeds">Wire seeds of the gadget.</param>
    /// <param name="threads">Most threads to use.</param>
    Field128[] BitProducts(FixedPointCircuit circuit, MeasurementBits bits, Field128 r, ReadOnlyMemory<Field128> seeds, int threads);

    /// <summary>The sum of the squared wires of the norm gadget.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="bits">The measurement.</param>
    /// <param name="seeds">Wire seeds of the gadget.</param>
    /// <param name="threads">Most threads to use.</param>
    Field128[] EntrySquares(FixedPointCircuit circuit, MeasurementBits bits, ReadOnlyMemory<Field128> seeds, int threads);
}
