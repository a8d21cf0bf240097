using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Tests.Vdaf08;

/// <summary>VDAF-08, section 7.4.3: a vector of numbers given by their bits.</summary>
internal sealed class SumVec<F>(int length, int bits, int chunk) : ICircuit<F>
    where F : unmanaged, IField<F>
{
    public int InputLength => length * bits;

    public int OutputLength => length;

    public int JointRandLength => 1;

    public IReadOnlyList<Gadget<F>> Gadgets { get; } = [new(new Mul<F>(), chunk, ((length * bits) + chunk - 1) / chunk)];

    public F Evaluate(ReadOnlySpan<F> input, ReadOnlySpan<F> jointRand, int shares, GadgetCalls<F> gadgets) =>
        Bits.CheckRange(input, jointRand[0], chunk, shares, gadgets);

    public void Truncate(ReadOnlySpan<F> input, Span<F> output)
    {
        for (int i = 0; i < output.Length; i++)
            output[i] = Bits.Decode(input.Slice(i * bits, bits));
    }
}
