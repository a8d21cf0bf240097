// Validity circuit of Prio3FixedPointBoundedL2VecSum, byte-compatible with libprio-rs 0.16.
//
//     entry           signed n-bit integer i in two's complement, encoded as the n bits of y = i + 2^(n-1), lowest first
//     claimed norm    sum of i^2 = sum of (y^2 - 2^n y + 2^(2n-2)), as 2n - 2 bits, lowest first: below 2^(2n-2) by its form
//     input           n d + 2n - 2 elements
//     gadget 0        ParallelSum(Mul): every element is a bit; chunks of about the square root of the input's length
//     gadget 1        ParallelSum(PolyEval): the squared norm; chunks of about the square root of d
//     output          r1 * (range check) + r1^2 * (norm - claimed norm)
//
// The range check is the sum of r0^(k+1) x_k (x_k - 1) over all elements k; what is missing in the last chunk counts as zero.

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Every element is a bit, and the claimed squared norm is the true one.</summary>
internal sealed class FixedPointCircuit : ICircuit<Field128>
{
    private readonly int _dimension;
    private readonly int _bits;

    /// <param name="dimension">Number d of entries.</param>
    /// <param name="bits">Bits n of an entry: 16 or 32.</param>
    public FixedPointCircuit(int dimension, int bits)
    {
        _dimension = dimension;
        _bits = bits;
        NormBits = (2 * bits) - 2;
        InputLength = (dimension * bits) + NormBits;
        BitChunk = Math.Max(1, (int)Math.Sqrt(InputLength));
        NormChunk = Math.Max(1, (int)Math.Sqrt(dimension));
        BitGadget = new(new Mul<Field128>(), BitChunk, Integers.CeilingDivide(InputLength, BitChunk));
        NormGadget = new(new PolyEval<Field128>(NormPolynomial(bits)), NormChunk, Integers.CeilingDivide(dimension, NormChunk));
        Gadgets = [BitGadget, NormGadget];
    }

    /// <summary>Bits of an entry.</summary>
    public int Bits => _bits;

    /// <summary>What an entry of zero is encoded as: 2^(n-1).</summary>
    public Field128 ZeroEntry => FieldMath.FromInteger<Field128>(1UL << (_bits - 1));

    /// <summary>Bits of the claimed squared norm.</summary>
    public int NormBits { get; }

    /// <summary>Elements in one call of <see cref="BitGadget"/>.</summary>
    public int BitChunk { get; }

    /// <summary>Entries in one call of <see cref="NormGadget"/>.</summary>
    public int NormChunk { get; }

    /// <summary>Products of pairs (r^k x, x - 1).</summary>
    public Gadget<Field128> BitGadget { get; }

    /// <summary>Squares of entries.</summary>
    public Gadget<Field128> NormGadget { get; }

    public int InputLength { get; }

    public int OutputLength => _dimension;

    public int JointRandLength => 2;

    public IReadOnlyList<Gadget<Field128>> Gadgets { get; }

    public Field128 Evaluate(ReadOnlySpan<Field128> input, ReadOnlySpan<Field128> jointRand, int shares, GadgetCalls<Field128> gadgets)
    {
        Field128 shareOfOne = FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)shares));
        Field128 range = CheckBits(input, jointRand[0], shareOfOne, gadgets);
        Field128 norm = ComputeNorm(input, shareOfOne, gadgets);
        Field128 claimed = FieldMath.FromBits(input[(_dimension * _bits)..]);
        Field128 r = jointRand[1];
        return r * (range + (r * (norm - claimed)));
    }

    public void Truncate(ReadOnlySpan<Field128> input, Span<Field128> output)
    {
        for (int i = 0; i < output.Length; i++)
            output[i] = FieldMath.FromBits(input.Slice(i * _bits, _bits));
    }

    private Field128 CheckBits(ReadOnlySpan<Field128> input, Field128 r, Field128 shareOfOne, GadgetCalls<Field128> gadgets)
    {
        Field128 multiplier = Field128.ToMultiplier(r);
        Field128 power = multiplier;
        Field128 sum = Field128.Zero;
        using var arguments = new Secret<Field128>(BitGadget.Arity);
        for (int start = 0; start < input.Length; start += BitChunk)
        {
            for (int i = 0; i < BitChunk; i++)
            {
                Field128 x = start + i < input.Length ? input[start + i] : Field128.Zero;
                arguments.Array[2 * i] = Field128.MultiplyBy(x, power);
                arguments.Array[(2 * i) + 1] = x - shareOfOne;
                power = Field128.MultiplyBy(power, multiplier);
            }

            sum += gadgets.Call(0, arguments.Span);
        }

        return sum;
    }

    private Field128 ComputeNorm(ReadOnlySpan<Field128> input, Field128 shareOfOne, GadgetCalls<Field128> gadgets)
    {
        Field128 zeroEntry = ZeroEntry * shareOfOne;
        Field128 sum = Field128.Zero;
        using var arguments = new Secret<Field128>(NormChunk);
        for (int start = 0; start < _dimension; start += NormChunk)
        {
            for (int i = 0; i < NormChunk; i++)
                arguments.Array[i] = start + i < _dimension ? FieldMath.FromBits(input.Slice((start + i) * _bits, _bits)) : zeroEntry;
            sum += gadgets.Call(1, arguments.Span);
        }

        return sum;
    }

    private static Field128[] NormPolynomial(int bits) =>
    [
        Field128.FromCanonical(UInt128.One << ((2 * bits) - 2)),
        -Field128.FromCanonical(UInt128.One << bits),
        Field128.One,
    ];
}
