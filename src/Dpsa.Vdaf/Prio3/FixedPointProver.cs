// Prove of VDAF-08, section 7.3, for FixedPointCircuit.
//
//     proof    2 c + 2 (m - 1) + 1 elements of the bit gadget, then c' + 2 (m' - 1) + 1 of the norm gadget, chunks c and c' long

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The prover of <see cref="FixedPointCircuit"/>, from the bits of the measurement, a few wires at a time.</summary>
/// <param name="circuit">The circuit.</param>
/// <param name="products">How the gadget polynomials are computed.</param>
/// <param name="threads">Most threads to use; the proof does not depend on it.</param>
internal sealed class FixedPointProver(FixedPointCircuit circuit, WireProducts products, int threads)
{
    /// <summary>Writes the proof: wire seeds and gadget polynomial of both gadgets.</summary>
    public void Prove(MeasurementBits bits, ReadOnlyMemory<Field128> proveRand, Field128 r, Span<Field128> proof)
    {
        ProveBits(bits, proveRand[..circuit.BitGadget.Arity], r, proof[..circuit.BitGadget.ProofLength]);
        ProveNorm(bits, proveRand[circuit.BitGadget.Arity..], proof[circuit.BitGadget.ProofLength..]);
    }

    private void ProveBits(MeasurementBits bits, ReadOnlyMemory<Field128> seeds, Field128 r, Span<Field128> proof)
    {
        CosetExtension<Field128> extension = CosetExtension<Field128>.OfLog2(circuit.BitGadget.WireDomainLog2);
        using var onCoset = new Secret<Field128>(products.BitProducts(circuit, bits, r, seeds, threads));

        // Calls yield zero, as every element is a bit: what is left is the seeds.
        using var onDomain = new Secret<Field128>(extension.Size);
        ReadOnlySpan<Field128> pairs = seeds.Span;
        for (int i = 0; i < pairs.Length; i += 2)
            onDomain.Array[0] += pairs[i] * pairs[i + 1];
        pairs.CopyTo(proof);
        extension.Interpolate(onDomain.Span, onCoset.Span, proof[pairs.Length..]);
    }

    private void ProveNorm(MeasurementBits bits, ReadOnlyMemory<Field128> seeds, Span<Field128> proof)
    {
        CosetExtension<Field128> extension = CosetExtension<Field128>.OfLog2(circuit.NormGadget.WireDomainLog2);
        using var onCoset = new Secret<Field128>(products.EntrySquares(circuit, bits, seeds, threads));
        using var squareValues = new Secret<Field128>(extension.Size);
        using var sumValues = new Secret<Field128>(extension.Size);
        Span<Field128> squares = squareValues.Span, sums = sumValues.Span;
        foreach (Field128 seed in seeds.Span)
        {
            squares[0] += seed * seed;
            sums[0] += seed;
        }

        for (int call = 0; call < circuit.NormGadget.Calls; call++)
        {
            UInt128 square = 0;
            ulong sum = 0;
            for (int i = 0; i < circuit.NormChunk; i++)
            {
                ulong entry = bits.Entry((call * circuit.NormChunk) + i);
                square += entry * entry;
                sum += entry;
            }

            squares[call + 1] = Field128.FromCanonical(square);
            sums[call + 1] = new Field128(sum, 0);
        }

        seeds.Span.CopyTo(proof);
        Span<Field128> polynomial = proof[seeds.Length..];
        extension.Interpolate(squares, onCoset.Span, polynomial);
        AddLinearTerms(sums, polynomial);
    }

    /// <summary>The squares are only the leading term of the norm's polynomial y^2 - 2^n y + 2^(2n-2).</summary>
    private void AddLinearTerms(Span<Field128> sums, Span<Field128> polynomial)
    {
        NttDomain<Field128>.OfLog2(circuit.NormGadget.WireDomainLog2).Inverse(sums);
        Field128 linear = Field128.ToMultiplier(Field128.FromCanonical(UInt128.One << circuit.Bits));
        for (int i = 0; i < sums.Length; i++)
            polynomial[i] -= Field128.MultiplyBy(sums[i], linear);
        Field128 chunk = FieldMath.FromInteger<Field128>((ulong)circuit.NormChunk);
        polynomial[0] += chunk * Field128.FromCanonical(UInt128.One << circuit.NormBits);
    }
}
