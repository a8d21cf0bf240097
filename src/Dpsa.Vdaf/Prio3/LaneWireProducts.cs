// Vectorised version. The bit gadget takes four pairs of wires at a time, r^k x in lanes 0 to 3 and x - 1 in lanes 4 to 7.
//
// The power of r that belongs to element t, i of call t is r^(i+1) s^(t-1) with s = r^(elements of a call). The second factor is the
// same for all wires and is put into the values; the first is the same for all values of a wire, and is put into the sum of
// products by Horner's rule over the groups of wires, from the last to the first.

using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Lanes;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Eight wires at a time in 512-bit registers.</summary>
internal sealed unsafe class LaneWireProducts : IWireProducts
{
    private const int Pairs = Field128Lanes.Count / 2;

    private readonly ScalarWireProducts _scalar = new();

    /// <summary>Whether the processor has what is needed.</summary>
    public static bool IsSupported => Field128Lanes.IsSupported;

    public Field128[] BitProducts(
        FixedPointCircuit circuit, MeasurementBits bits, Field128 r, ReadOnlyMemory<Field128> seeds, int threads)
    {
        // Seeds are divided by powers of r below.
        if (r == Field128.Zero)
            return _scalar.BitProducts(circuit, bits, r, seeds, threads);

        LaneTransform transform = LaneTransform.OfLog2(circuit.BitGadget.WireDomainLog2);
        Field128[] powers = Powers(r, Pairs + 1);
        int[] callPowers = CallPowers(circuit, r);
        var step = new int[Field128Lanes.Limbs];
        Field128Lanes.ToMultiplier(powers[Pairs], step);
        int groups = (circuit.BitChunk + Pairs - 1) / Pairs;
        return WireRanges.Sum(groups, threads, (first, end) =>
        {
            using var products = new LaneProducts(transform);
            Field128 inverse = FieldMath.Inverse(r);
            fixed (int* multiplier = step)
            {
                for (int group = end - 1; group >= first; group--)
                {
                    FillBits(products, circuit, bits, callPowers, group * Pairs);
                    FillSeeds(products, seeds.Span, circuit.BitChunk, group * Pairs, inverse);
                    products.AddProducts(multiplier);
                }
            }

            Field128 factor = FieldMath.Pow(r, (UInt128)(first * Pairs)) * Correction(transform.Size);
            return products.ProductSums(powers.AsSpan(1), factor);
        });
    }

    public Field128[] EntrySquares(FixedPointCircuit circuit, MeasurementBits bits, ReadOnlyMemory<Field128> seeds, int threads)
    {
        LaneTransform transform = LaneTransform.OfLog2(circuit.NormGadget.WireDomainLog2);
        int groups = (circuit.NormChunk + Field128Lanes.Count - 1) / Field128Lanes.Count;
        return WireRanges.Sum(groups, threads, (first, end) =>
        {
            using var products = new LaneProducts(transform);
            for (int group = first; group < end; group++)
            {
                FillEntries(products, circuit, bits, seeds.Span, group * Field128Lanes.Count);
                products.AddSquares();
            }

            return products.SquareSums(Correction(transform.Size));
        });
    }

    private static void FillBits(LaneProducts products, FixedPointCircuit circuit, MeasurementBits bits, int[] callPowers, int wire)
    {
        Vector512<long> lane = Vector512.Create(1L, 2, 4, 8, 1, 2, 4, 8);
        Vector512<long> left = Vector512.Create(-1L, -1, -1, -1, 0, 0, 0, 0);
        int point = 1;
        for (; point <= circuit.BitGadget.Calls; point++)
        {
            // The bits of wires beyond the last are those of the next call; their seeds and first factors are zero.
            ulong four = bits.From(((point - 1) * circuit.BitChunk) + wire) & LaneMask(circuit.BitChunk - wire);
            Vector512<long> set = ~Vector512.Equals(Vector512.Create((long)four) & lane, Vector512<long>.Zero);
            Vector512<long> take = set & left;
            long* value = products.Values(point);
            ReadOnlySpan<int> power = callPowers.AsSpan((point - 1) * Field128Lanes.Limbs, Field128Lanes.Limbs);

            // -1 in limb 0 where the bit is clear.
            ((take & Vector512.Create((long)power[0])) | ~(set | left)).Store(value);
            for (int limb = 1; limb < Field128Lanes.Limbs; limb++)
                (take & Vector512.Create((long)power[limb])).Store(value + (limb * Field128Lanes.Count));
        }

        products.Clear(point);
    }

    private static void FillSeeds(LaneProducts products, ReadOnlySpan<Field128> seeds, int chunk, int wire, Field128 inverse)
    {
        products.Clear(0, 1);
        Field128 power = FieldMath.Pow(inverse, (UInt128)wire + 1);
        for (int lane = 0; lane < Math.Min(Pairs, chunk - wire); lane++, power *= inverse)
        {
            products.SetValue(0, lane, seeds[2 * (wire + lane)] * power);
            products.SetValue(0, Pairs + lane, seeds[(2 * (wire + lane)) + 1]);
        }
    }

    private static void FillEntries(
        LaneProducts products, FixedPointCircuit circuit, MeasurementBits bits, ReadOnlySpan<Field128> seeds, int wire)
    {
        int lanes = Math.Min(Field128Lanes.Count, circuit.NormChunk - wire);
        products.Clear(0);
        for (int lane = 0; lane < lanes; lane++)
        {
            products.SetValue(0, lane, seeds[wire + lane]);
            for (int point = 1; point <= circuit.NormGadget.Calls; point++)
                products.SetValue(point, lane, bits.Entry(((point - 1) * circuit.NormChunk) + wire + lane));
        }
    }

    /// <summary>Limbs of s^0, s^1 and so on, for every call.</summary>
    private static int[] CallPowers(FixedPointCircuit circuit, Field128 r)
    {
        Field128[] powers = Powers(FieldMath.Pow(r, (UInt128)circuit.BitChunk), circuit.BitGadget.Calls);
        var limbs = new int[powers.Length * Field128Lanes.Limbs];
        for (int i = 0; i < powers.Length; i++)
            Field128Lanes.ToLimbs(powers[i], limbs.AsSpan(i * Field128Lanes.Limbs, Field128Lanes.Limbs));
        return limbs;
    }

    private static Field128[] Powers(Field128 value, int count)
    {
        var powers = new Field128[count];
        Field128 multiplier = Field128.ToMultiplier(value);
        Field128 power = Field128.One;
        for (int i = 0; i < count; i++)
        {
            powers[i] = power;
            power = Field128.MultiplyBy(power, multiplier);
        }

        return powers;
    }

    /// <summary>Makes good for values that are m times too large, and products that are divided by R.</summary>
    private static Field128 Correction(int size)
    {
        Field128 inverse = FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)size));
        return inverse * inverse * Field128Lanes.R;
    }

    private static ulong LaneMask(int wires) => wires >= Pairs ? 0xF : (1UL << wires) - 1;
}
