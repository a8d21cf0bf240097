// Prove of VDAF-08, section 7.3, for gadgets of degree 2: their polynomial has degree 2m - 2 and is determined by its values on the 2m-th
// roots of unity, of which those on the m-th roots are the outputs of the calls.

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary>
/// Proves for gadgets of degree 2: byte for byte what <see cref="FullyLinearProof{F}"/> yields, from the outputs of the calls
/// and the values on the coset alone.
/// </summary>
internal static class CosetProver
{
    /// <summary>Writes one gadget's part of a proof: wire seeds, then the coefficients of its polynomial.</summary>
    /// <param name="gadget">A gadget of degree 2.</param>
    /// <param name="inputs">Inputs of all calls, call after call; what is missing at the end is zero.</param>
    /// <param name="outputs">The value of each call.</param>
    /// <param name="seeds">One value for each wire.</param>
    /// <param name="proof">Receives the gadget's proof.</param>
    public static void Prove<F>(
        Gadget<F> gadget, ReadOnlySpan<F> inputs, ReadOnlySpan<F> outputs, ReadOnlySpan<F> seeds, Span<F> proof)
        where F : unmanaged, IField<F>
    {
        CosetExtension<F> extension = CosetExtension<F>.OfLog2(gadget.WireDomainLog2);
        using var values = new Secret<F>(extension.Size);
        values.Array[0] = gadget.Evaluate(seeds);
        outputs.CopyTo(values.Span[1..]);
        if (outputs.Length + 1 < extension.Size)
            values.Span[(outputs.Length + 1)..].Fill(gadget.Evaluate(new F[gadget.Arity]));

        using var coset = new Secret<F>(extension.Size);
        CosetSums.Compute(gadget, inputs, seeds, coset.Span);
        seeds.CopyTo(proof);
        extension.Interpolate(values.Span, coset.Span, proof[gadget.Arity..]);
    }
}
