using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Prio3;

/// <summary><see cref="WireProducts"/> one wire after the other: they run everywhere, and are what the others are compared to.</summary>
internal sealed class WireProductsScalar : WireProducts
{
    public override Field128[] BitProducts(
        FixedPointCircuit circuit, MeasurementBits bits, Field128 r, ReadOnlyMemory<Field128> seeds, int threads)
    {
        CosetExtension<Field128> extension = CosetExtension<Field128>.OfLog2(circuit.BitGadget.WireDomainLog2);
        Field128 callPower = Field128.ToMultiplier(FieldMath.Pow(r, (UInt128)circuit.BitChunk));
        return WireRanges.Sum(circuit.BitChunk, threads, (first, end) =>
        {
            using var sums = new Secret<Field128Accumulator>(extension.Size);
            using var leftValues = new Secret<Field128>(extension.Size);
            using var rightValues = new Secret<Field128>(extension.Size);
            Span<Field128> left = leftValues.Span, right = rightValues.Span;
            Field128 minusOne = -Field128.One;
            for (int wire = first; wire < end; wire++)
            {
                left.Clear();
                right.Clear();
                left[0] = seeds.Span[2 * wire];
                right[0] = seeds.Span[(2 * wire) + 1];
                Field128 power = FieldMath.Pow(r, (UInt128)wire + 1);
                for (int call = 0; call < circuit.BitGadget.Calls; call++)
                {
                    bool bit = (bits.From((call * circuit.BitChunk) + wire) & 1) != 0;
                    left[call + 1] = bit ? power : Field128.Zero;
                    right[call + 1] = bit ? Field128.Zero : minusOne;
                    power = Field128.MultiplyBy(power, callPower);
                }

                extension.Extend(left);
                extension.Extend(right);
                for (int i = 0; i < left.Length; i++)
                    sums.Array[i].Add(left[i], right[i]);
            }

            return Reduce(sums.Span);
        });
    }

    public override Field128[] EntrySquares(FixedPointCircuit circuit, MeasurementBits bits, ReadOnlyMemory<Field128> seeds, int threads)
    {
        CosetExtension<Field128> extension = CosetExtension<Field128>.OfLog2(circuit.NormGadget.WireDomainLog2);
        return WireRanges.Sum(circuit.NormChunk, threads, (first, end) =>
        {
            using var sums = new Secret<Field128Accumulator>(extension.Size);
            using var wireValues = new Secret<Field128>(extension.Size);
            Span<Field128> values = wireValues.Span;
            for (int wire = first; wire < end; wire++)
            {
                values.Clear();
                values[0] = seeds.Span[wire];
                for (int call = 0; call < circuit.NormGadget.Calls; call++)
                    values[call + 1] = new Field128(bits.Entry((call * circuit.NormChunk) + wire), 0);
                extension.Extend(values);
                for (int i = 0; i < values.Length; i++)
                    sums.Array[i].Add(values[i], values[i]);
            }

            return Reduce(sums.Span);
        });
    }

    /// <summary>Sums of products of values that are m times too large, and one Montgomery reduction short.</summary>
    private static Field128[] Reduce(ReadOnlySpan<Field128Accumulator> sums)
    {
        Field128 size = FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)sums.Length));
        Field128 correction = Field128.ToMultiplier(Field128.ToMultiplier(size * size));
        var result = new Field128[sums.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = Field128.MultiplyBy(sums[i].Reduce(), correction);
        return result;
    }
}
