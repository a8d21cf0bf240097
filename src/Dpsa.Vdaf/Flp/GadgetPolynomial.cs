// The gadget polynomial of VDAF-08, section 7.3: gadget(wires), with degree * (m - 1) + 1 coefficients, ascending. Plain version: a
// transform of all of them for every wire.

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary>The composition of a gadget with its wire polynomials.</summary>
internal static class GadgetPolynomial
{
    /// <summary>Computes the coefficients, one copy of the operation after the other.</summary>
    /// <param name="gadget">The gadget.</param>
    /// <param name="inputs">Inputs of all calls, call after call.</param>
    /// <param name="seeds">One value for each wire.</param>
    /// <param name="coefficients">Receives the ascending coefficients.</param>
    public static void Compute<F>(Gadget<F> gadget, ReadOnlySpan<F> inputs, ReadOnlySpan<F> seeds, Span<F> coefficients)
        where F : unmanaged, IField<F>
    {
        NttDomain<F> wireDomain = NttDomain<F>.OfLog2(gadget.WireDomainLog2);
        NttDomain<F> productDomain = NttDomain<F>.AtLeast(gadget.PolynomialLength);
        int arity = gadget.Operation.Arity;
        int size = productDomain.Size;
        using var wires = new Secret<F>(arity * size);
        using var sum = new Secret<F>(size);
        using var arguments = new Secret<F>(arity);

        for (int first = 0; first < gadget.Arity; first += arity)
        {
            for (int i = 0; i < arity; i++)
            {
                Span<F> wire = wires.Span.Slice(i * size, size);
                wire.Clear();
                wire[0] = seeds[first + i];
                for (int call = 0; call < gadget.Calls; call++)
                    wire[call + 1] = inputs[(call * gadget.Arity) + first + i];
                wireDomain.Inverse(wire[..wireDomain.Size]);
                productDomain.Forward(wire);
            }

            for (int point = 0; point < size; point++)
            {
                for (int i = 0; i < arity; i++)
                    arguments.Array[i] = wires.Array[(i * size) + point];
                sum.Array[point] += gadget.Operation.Evaluate(arguments.Span);
            }
        }

        productDomain.Inverse(sum.Span);
        sum.Span[..coefficients.Length].CopyTo(coefficients);
    }
}
