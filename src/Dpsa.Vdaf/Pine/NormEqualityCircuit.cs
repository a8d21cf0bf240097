// Norm equality circuit of draft-chen-cfrg-vdaf-pine-02.
//
//     input     gradient, then the bits of v: d + nb elements
//     gadget    ParallelSum(x^2), ceil(d / chunk) calls; what is missing in the last chunk is zero
//     output    v - sum of x^2

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Pine;

/// <summary>The claimed squared norm is the sum of the squares modulo the prime.</summary>
internal sealed class NormEqualityCircuit<F>(PineLayout layout, int chunk) : ICircuit<F>
    where F : unmanaged, IField<F>
{
    public int InputLength => layout.Dimension + layout.NormBits;

    public int OutputLength => layout.Dimension;

    public int JointRandLength => 0;

    public IReadOnlyList<Gadget<F>> Gadgets { get; } =
        [new(new Square<F>(), chunk, PineChunks.NormEqualityCalls(layout.Dimension, chunk))];

    public F Evaluate(ReadOnlySpan<F> input, ReadOnlySpan<F> jointRand, int shares, GadgetCalls<F> gadgets)
    {
        ReadOnlySpan<F> gradient = input[..layout.Dimension];
        F norm = F.Zero;
        while (gradient.Length >= chunk)
        {
            norm += gadgets.Call(0, gradient[..chunk]);
            gradient = gradient[chunk..];
        }

        if (!gradient.IsEmpty)
        {
            using var last = new Secret<F>(chunk);
            gradient.CopyTo(last.Span);
            norm += gadgets.Call(0, last.Span);
        }

        return FieldMath.FromBits(input[layout.Dimension..]) - norm;
    }

    public void Truncate(ReadOnlySpan<F> input, Span<F> output) => input[..layout.Dimension].CopyTo(output);
}
