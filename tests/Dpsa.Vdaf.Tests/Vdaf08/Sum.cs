using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Tests.Vdaf08;

/// <summary>VDAF-08, section 7.4.2: a number given by its bits.</summary>
internal sealed class Sum(int bits) : ICircuit<Field128>
{
    public int InputLength => bits;

    public int OutputLength => 1;

    public int JointRandLength => 1;

    public IReadOnlyList<Gadget<Field128>> Gadgets { get; } =
        [new(new PolyEval<Field128>([Field128.Zero, -Field128.One, Field128.One]), 1, bits)];

    public Field128 Evaluate(ReadOnlySpan<Field128> input, ReadOnlySpan<Field128> jointRand, int shares, GadgetCalls<Field128> gadgets)
    {
        Field128 sum = Field128.Zero;
        Field128 power = jointRand[0];
        foreach (Field128 bit in input)
        {
            sum += power * gadgets.Call(0, [bit]);
            power *= jointRand[0];
        }

        return sum;
    }

    public void Truncate(ReadOnlySpan<Field128> input, Span<Field128> output) => output[0] = Bits.Decode(input);
}
