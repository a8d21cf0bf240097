using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Tests.Vdaf08;

/// <summary>VDAF-08, section 7.4.1: x^2 - x.</summary>
internal sealed class Count : ICircuit<Field64>
{
    public int InputLength => 1;

    public int OutputLength => 1;

    public int JointRandLength => 0;

    public IReadOnlyList<Gadget<Field64>> Gadgets { get; } = [new(new Mul<Field64>(), 1, 1)];

    public Field64 Evaluate(ReadOnlySpan<Field64> input, ReadOnlySpan<Field64> jointRand, int shares, GadgetCalls<Field64> gadgets) =>
        gadgets.Call(0, [input[0], input[0]]) - input[0];

    public void Truncate(ReadOnlySpan<Field64> input, Span<Field64> output) => output[0] = input[0];
}
