using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Tests.Vdaf08;

/// <summary>VDAF-08, section 7.4.4: a vector of bits of which exactly one is set.</summary>
internal sealed class Histogram(int length, int chunk) : ICircuit<Field128>
{
    public int InputLength => length;

    public int OutputLength => length;

    public int JointRandLength => 2;

    public IReadOnlyList<Gadget<Field128>> Gadgets { get; } = [new(new Mul<Field128>(), chunk, (length + chunk - 1) / chunk)];

    public Field128 Evaluate(ReadOnlySpan<Field128> input, ReadOnlySpan<Field128> jointRand, int shares, GadgetCalls<Field128> gadgets)
    {
        Field128 range = Bits.CheckRange(input, jointRand[0], chunk, shares, gadgets);
        Field128 sum = -FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)shares));
        foreach (Field128 bit in input)
            sum += bit;
        return (jointRand[1] * range) + (jointRand[1] * jointRand[1] * sum);
    }

    public void Truncate(ReadOnlySpan<Field128> input, Span<Field128> output) => input.CopyTo(output);
}
