using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary><see cref="CosetSums"/> over Field128, with a wire in each lane of a register.</summary>
internal static unsafe class CosetSumsLanes<TVector, TOps>
    where TVector : struct
    where TOps : ILaneOperations<TVector>
{
    /// <summary>As <see cref="CosetSums.Compute"/>; the gadget is a sum of squares, or of products.</summary>
    public static void Compute(
        Gadget<Field128> gadget, ReadOnlySpan<Field128> inputs, ReadOnlySpan<Field128> seeds, Span<Field128> sums)
    {
        CosetExtensionLanes<TVector, TOps> transform = CosetExtensionLanes<TVector, TOps>.OfLog2(gadget.WireDomainLog2);
        using var products = new CosetProductsLanes<TVector, TOps>(transform);
        var one = new int[Field128Limbs.Count];
        Field128Limbs.WriteMultiplier(Field128.One, one);
        bool squares = gadget.Operation is Square<Field128>;
        fixed (int* multiplier = one)
        {
            for (int first = 0; first < gadget.Arity; first += TOps.Count)
            {
                products.Clear(0);
                for (int lane = 0; lane < Math.Min(TOps.Count, gadget.Arity - first); lane++)
                {
                    // The two wires of a product lie in the two halves of the register.
                    int place = squares ? lane : ((lane & 1) * CosetProductsLanes<TVector, TOps>.Pairs) + (lane / 2);
                    SetWire(products, place, gadget, inputs, seeds, first + lane);
                }

                if (squares)
                    products.AddSquares();
                else
                    products.AddProducts(multiplier);
            }
        }

        // Each value is m times too large, and a product of lanes is divided by R.
        Field128 size = FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)transform.Size));
        Field128 factor = Field128Limbs.R * size * size;
        Field128[] weights = [.. Enumerable.Repeat(Field128.One, CosetProductsLanes<TVector, TOps>.Pairs)];
        using var results = new Secret<Field128>(squares ? products.SquareSums(factor) : products.ProductSums(weights, factor));
        results.Span.CopyTo(sums);
    }

    private static void SetWire(
        CosetProductsLanes<TVector, TOps> products,
        int lane,
        Gadget<Field128> gadget,
        ReadOnlySpan<Field128> inputs,
        ReadOnlySpan<Field128> seeds,
        int wire)
    {
        products.SetValue(0, lane, seeds[wire]);
        for (int call = 0, at = wire; call < gadget.Calls && at < inputs.Length; call++, at += gadget.Arity)
            products.SetValue(call + 1, lane, inputs[at]);
    }
}
