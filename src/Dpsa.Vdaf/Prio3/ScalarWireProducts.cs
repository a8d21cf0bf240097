using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Plain version, one wire after the other: runs everywhere, and is what the vectorised one is compared to.</summary>
internal sealed class ScalarWireProducts : IWireProducts
{
    public Field128[] BitProducts(
        FixedPointCircuit circuit, MeasurementBits bits, Field128 r, ReadOnlyMemory<Field128> seeds, int threads)
    {
        CosetExtension<Field128> extension = CosetExtension<Field128>.OfLog2(circuit.BitGadget.WireDomainLog2);
        Field128 callPower = Field128.ToMultiplier(FieldMath.Pow(r, (UInt128)circuit.BitChunk));
        return WireRanges.Sum(circuit.BitChunk, threads, (first, end) =>
        {
            var sums = new Field128Accumulator[extension.Size];
            var left = new Field128[extension.Size];
            var right = new Field128[extension.Size];
            Field128 minusOne = -Field128.One;
            for (int wire = first; wire < end; wire++)
            {
                left.AsSpan().Clear();
                right.AsSpan().Clear();
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
                for (int i = 0; i < sums.Length; i++)
                    sums[i].Add(left[i], right[i]);
            }

            Clear(left);
            Clear(right);
            return Reduce(sums);
        });
    }

    public Field128[] EntrySquares(FixedPointCircuit circuit, MeasurementBits bits, ReadOnlyMemory<Field128> seeds, int threads)
    {
        CosetExtension<Field128> extension = CosetExtension<Field128>.OfLog2(circuit.NormGadget.WireDomainLog2);
        return WireRanges.Sum(circuit.NormChunk, threads, (first, end) =>
        {
            var sums = new Field128Accumulator[extension.Size];
            var values = new Field128[extension.Size];
            for (int wire = first; wire < end; wire++)
            {
                values.AsSpan().Clear();
                values[0] = seeds.Span[wire];
                for (int call = 0; call < circuit.NormGadget.Calls; call++)
                    values[call + 1] = new Field128(bits.Entry((call * circuit.NormChunk) + wire), 0);
                extension.Extend(values);
                for (int i = 0; i < sums.Length; i++)
                    sums[i].Add(values[i], values[i]);
            }

            Clear(values);
            return Reduce(sums);
        });
    }

    /// <summary>Sums of products of values that are m times too large, and one Montgomery reduction short.</summary>
    private static Field128[] Reduce(Field128Accumulator[] sums)
    {
        Field128 size = FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)sums.Length));
        Field128 correction = Field128.ToMultiplier(Field128.ToMultiplier(size * size));
        var result = new Field128[sums.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = Field128.MultiplyBy(sums[i].Reduce(), correction);
        return result;
    }

    private static void Clear(Field128[] values) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(values.AsSpan()));
}
