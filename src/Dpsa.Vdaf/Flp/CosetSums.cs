using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Lanes;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary>
/// Values of a gadget's polynomial on the odd 2m-th roots of unity. With its values on the m-th roots, which are the gadget's
/// outputs, they determine a polynomial of degree 2m - 2.
/// </summary>
internal static class CosetSums
{
    /// <summary>Computes the values, the fastest way that field and processor have.</summary>
    /// <param name="gadget">The gadget.</param>
    /// <param name="inputs">Inputs of all calls, call after call; what is missing at the end is zero.</param>
    /// <param name="seeds">One value for each wire.</param>
    /// <param name="sums">Receives m values.</param>
    public static void Compute<F>(Gadget<F> gadget, ReadOnlySpan<F> inputs, ReadOnlySpan<F> seeds, Span<F> sums)
        where F : unmanaged, IField<F>
    {
        if (gadget is Gadget<Field64> { Operation: Mul<Field64> or Square<Field64> } gadget64 && Field64Lanes.IsSupported)
        {
            Field64GadgetSums.Compute(
                gadget64, MemoryMarshal.Cast<F, Field64>(inputs), MemoryMarshal.Cast<F, Field64>(seeds), MemoryMarshal.Cast<F, Field64>(sums));
        }
        else
        {
            ComputeWireByWire(gadget, inputs, seeds, sums);
        }
    }

    /// <summary>One wire after the other, for any gadget.</summary>
    public static void ComputeWireByWire<F>(Gadget<F> gadget, ReadOnlySpan<F> inputs, ReadOnlySpan<F> seeds, Span<F> sums)
        where F : unmanaged, IField<F>
    {
        CosetExtension<F> extension = CosetExtension<F>.OfLog2(gadget.WireDomainLog2);
        int arity = gadget.Operation.Arity;
        int size = extension.Size;
        var wires = new F[arity * size];
        var arguments = new F[arity];
        F scale = F.ToMultiplier(FieldMath.Inverse(FieldMath.FromInteger<F>((ulong)size)));
        sums.Clear();
        for (int first = 0; first < gadget.Arity; first += arity)
        {
            wires.AsSpan().Clear();
            for (int i = 0; i < arity; i++)
            {
                Span<F> wire = wires.AsSpan(i * size, size);
                wire[0] = seeds[first + i];
                for (int call = 0, at = first + i; call < gadget.Calls && at < inputs.Length; call++, at += gadget.Arity)
                    wire[call + 1] = inputs[at];
                extension.Extend(wire);
            }

            for (int point = 0; point < size; point++)
            {
                for (int i = 0; i < arity; i++)
                    arguments[i] = F.MultiplyBy(wires[(i * size) + point], scale);
                sums[point] += gadget.Operation.Evaluate(arguments);
            }
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(wires.AsSpan()));
    }
}
