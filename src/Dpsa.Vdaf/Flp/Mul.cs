// Mul of VDAF-08, section 7.3.3.1.
//
//     arity 2, degree 2    x y

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>The product of two inputs (VDAF-08, section 7.3.3.1).</summary>
internal sealed class Mul<F> : IGadgetOperation<F>
    where F : unmanaged, IField<F>
{
    public int Arity => 2;

    public int Degree => 2;

    public F Evaluate(ReadOnlySpan<F> inputs) => inputs[0] * inputs[1];

    public F EvaluateSum(ReadOnlySpan<F> inputs)
    {
        F sum = F.Zero;
        for (int i = 0; i + 1 < inputs.Length; i += 2)
            sum += inputs[i] * inputs[i + 1];
        return sum;
    }
}
