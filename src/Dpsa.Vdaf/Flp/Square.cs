// PolyEval of VDAF-08, section 7.3.3.2, for the polynomial x^2.
//
//     arity 1, degree 2    x^2

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>The square of one input: PolyEval (VDAF-08, section 7.3.3.2) of x^2.</summary>
internal sealed class Square<F> : IGadgetOperation<F>
    where F : unmanaged, IField<F>
{
    public int Arity => 1;

    public int Degree => 2;

    public F Evaluate(ReadOnlySpan<F> inputs) => inputs[0] * inputs[0];

    public F EvaluateSum(ReadOnlySpan<F> inputs) => FieldVectors.SumOfSquares(inputs);
}
