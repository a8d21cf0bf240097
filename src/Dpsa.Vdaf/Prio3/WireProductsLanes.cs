// WireProducts in the lanes of registers. The bit gadget takes as many pairs of wires at a time as a register has pairs of lanes: r^k x in
// the lower half of the lanes, and x - 1 in the upper half.
//
// The power of r that belongs to element t, i of call t is r^(i+1) s^(t-1) with s = r^(elements of a call). The second factor is the
// same for all wires and is put into the values; the first is the same for all values of a wire, and is put into the sum of
// products by Horner's rule over the groups of wires, from the last to the first.

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Prio3;

/// <summary><see cref="WireProducts"/> of one wire a lane.</summary>
internal sealed unsafe class WireProductsLanes<TVector, TOps> : WireProducts
    where TVector : struct
    where TOps : ILaneOperations<TVector>
{
    private const int Limbs = Field128Limbs.Count;

    private readonly WireProductsScalar _scalar = new();

    private static int Pairs => CosetProductsLanes<TVector, TOps>.Pairs;

    public override Field128[] BitProducts(
        FixedPointCircuit circuit, MeasurementBits bits, Field128 r, ReadOnlyMemory<Field128> seeds, int threads)
    {
        // Seeds are divided by powers of r below.
        if (r == Field128.Zero)
            return _scalar.BitProducts(circuit, bits, r, seeds, threads);

        CosetExtensionLanes<TVector, TOps> transform = CosetExtensionLanes<TVector, TOps>.OfLog2(circuit.BitGadget.WireDomainLog2);
        Field128[] powers = Powers(r, Pairs + 1);
        int[] callPowers = CallPowers(circuit, r);
        var step = new int[Limbs];
        Field128Limbs.WriteMultiplier(powers[Pairs], step);
        int groups = Integers.CeilingDivide(circuit.BitChunk, Pairs);
        return WireRanges.Sum(groups, threads, (first, end) =>
        {
            using var products = new CosetProductsLanes<TVector, TOps>(transform);
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

    public override Field128[] EntrySquares(FixedPointCircuit circuit, MeasurementBits bits, ReadOnlyMemory<Field128> seeds, int threads)
    {
        CosetExtensionLanes<TVector, TOps> transform = CosetExtensionLanes<TVector, TOps>.OfLog2(circuit.NormGadget.WireDomainLog2);
        int groups = Integers.CeilingDivide(circuit.NormChunk, TOps.Count);
        return WireRanges.Sum(groups, threads, (first, end) =>
        {
            using var products = new CosetProductsLanes<TVector, TOps>(transform);
            for (int group = first; group < end; group++)
            {
                FillEntries(products, circuit, bits, seeds.Span, group * TOps.Count);
                products.AddSquares();
            }

            return products.SquareSums(Correction(transform.Size));
        });
    }

    private static void FillBits(
        CosetProductsLanes<TVector, TOps> products, FixedPointCircuit circuit, MeasurementBits bits, int[] callPowers, int wire)
    {
        // For every pattern of bits: what the lower lanes keep of the power, then -1 in the upper lanes where the bit is clear.
        using var masks = new AlignedMemory((long)(1 << Pairs) * 2 * TOps.Count * sizeof(long));
        long* keep = (long*)masks.Start;
        long* minusOne = keep + (TOps.Count << Pairs);
        for (int pattern = 0; pattern < 1 << Pairs; pattern++)
        {
            for (int pair = 0; pair < Pairs; pair++)
            {
                long set = -(long)((pattern >> pair) & 1);
                keep[(pattern * TOps.Count) + pair] = set;
                minusOne[(pattern * TOps.Count) + Pairs + pair] = ~set;
            }
        }

        // The bits of wires beyond the last are those of the next call: masked out, they make a product of zero.
        ulong mask = (1UL << Math.Min(Pairs, circuit.BitChunk - wire)) - 1;
        int point = 1;
        for (; point <= circuit.BitGadget.Calls; point++)
        {
            int pattern = (int)(bits.From(((point - 1) * circuit.BitChunk) + wire) & mask) * TOps.Count;
            TVector kept = TOps.Load(keep + pattern);
            long* value = products.Values(point);
            ReadOnlySpan<int> power = callPowers.AsSpan((point - 1) * Limbs, Limbs);
            TOps.Store(TOps.Or(TOps.And(kept, TOps.Broadcast(power[0])), TOps.Load(minusOne + pattern)), value);
            for (int limb = 1; limb < Limbs; limb++)
                TOps.Store(TOps.And(kept, TOps.Broadcast(power[limb])), value + (limb * TOps.Count));
        }

        products.Clear(point);
    }

    private static void FillSeeds(
        CosetProductsLanes<TVector, TOps> products, ReadOnlySpan<Field128> seeds, int chunk, int wire, Field128 inverse)
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
        CosetProductsLanes<TVector, TOps> products, FixedPointCircuit circuit, MeasurementBits bits, ReadOnlySpan<Field128> seeds, int wire)
    {
        int lanes = Math.Min(TOps.Count, circuit.NormChunk - wire);
        products.Clear(0);
        for (int lane = 0; lane < lanes; lane++)
        {
            products.SetValue(0, lane, seeds[wire + lane]);
            for (int point = 1; point <= circuit.NormGadget.Calls; point++)
                products.SetValue(point, lane, new Field128(bits.Entry(((point - 1) * circuit.NormChunk) + wire + lane), 0));
        }
    }

    /// <summary>Limbs of s^0, s^1 and so on, for every call.</summary>
    private static int[] CallPowers(FixedPointCircuit circuit, Field128 r)
    {
        Field128[] powers = Powers(FieldMath.Pow(r, (UInt128)circuit.BitChunk), circuit.BitGadget.Calls);
        var limbs = new int[powers.Length * Limbs];
        for (int i = 0; i < powers.Length; i++)
            Field128Limbs.Write(powers[i], limbs.AsSpan(i * Limbs, Limbs));
        return limbs;
    }

    private static Field128[] Powers(Field128 value, int count)
    {
        var powers = new Field128[count];
        FieldMath.WritePowers(Field128.One, value, powers);
        return powers;
    }

    /// <summary>Makes good for values that are m times too large, and products that are divided by R.</summary>
    private static Field128 Correction(int size)
    {
        Field128 inverse = FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)size));
        return inverse * inverse * Field128Limbs.R;
    }
}
