using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
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
        if (gadget is Gadget<Field64> { Operation: Mul<Field64> or Square<Field64> } gadget64 && Field64Avx512.IsSupported)
        {
            CosetSumsAvx512.Compute(gadget64, Cast<F, Field64>(inputs), Cast<F, Field64>(seeds), MemoryMarshal.Cast<F, Field64>(sums));
        }
        else if (gadget is Gadget<Field128> { Operation: Mul<Field128> or Square<Field128> } gadget128 && LaneOperationsAvx2.IsSupported)
        {
            ReadOnlySpan<Field128> inputs128 = Cast<F, Field128>(inputs), seeds128 = Cast<F, Field128>(seeds);
            Span<Field128> sums128 = MemoryMarshal.Cast<F, Field128>(sums);
            if (LaneOperationsAvx512.IsSupported)
                CosetSumsLanes<Vector512<long>, LaneOperationsAvx512>.Compute(gadget128, inputs128, seeds128, sums128);
            else
                CosetSumsLanes<Vector256<long>, LaneOperationsAvx2>.Compute(gadget128, inputs128, seeds128, sums128);
        }
        else
        {
            ComputeWireByWire(gadget, inputs, seeds, sums);
        }
    }

    /// <summary>One wire after the other, for any gadget.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ComputeWireByWire<F>(Gadget<F> gadget, ReadOnlySpan<F> inputs, ReadOnlySpan<F> seeds, Span<F> sums)
        where F : unmanaged, IField<F>
    {
        CosetExtension<F> extension = CosetExtension<F>.OfLog2(gadget.WireDomainLog2);
        int arity = gadget.Operation.Arity;
        int size = extension.Size;
        using var wires = new Secret<F>(arity * size);
        using var arguments = new Secret<F>(arity);
        F scale = F.ToMultiplier(FieldMath.Inverse(FieldMath.FromInteger<F>((ulong)size)));
        sums.Clear();
        for (int first = 0; first < gadget.Arity; first += arity)
        {
            wires.Span.Clear();
            for (int i = 0; i < arity; i++)
            {
                Span<F> wire = wires.Span.Slice(i * size, size);
                wire[0] = seeds[first + i];
                for (int call = 0, at = first + i; call < gadget.Calls && at < inputs.Length; call++, at += gadget.Arity)
                    wire[call + 1] = inputs[at];
                extension.Extend(wire);
            }

            for (int point = 0; point < size; point++)
            {
                for (int i = 0; i < arity; i++)
                    arguments.Array[i] = F.MultiplyBy(wires.Array[(i * size) + point], scale);
                sums[point] += gadget.Operation.Evaluate(arguments.Span);
            }
        }
    }

    private static ReadOnlySpan<TTo> Cast<TFrom, TTo>(ReadOnlySpan<TFrom> values)
        where TFrom : unmanaged
        where TTo : unmanaged => MemoryMarshal.Cast<TFrom, TTo>(values);
}
