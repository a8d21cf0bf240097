// PolyEval of VDAF-08, section 7.3.3.2.
//
//     arity 1, degree of the polynomial    p(x)

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>A fixed polynomial in one input (VDAF-08, section 7.3.3.2).</summary>
/// <param name="coefficients">Ascending coefficients; the last is not zero.</param>
internal sealed class PolyEval<F>(F[] coefficients) : IGadgetOperation<F>
    where F : unmanaged, IField<F>
{
    public int Arity => 1;

    public int Degree => coefficients.Length - 1;

    /// <summary>Ascending coefficients.</summary>
    public ReadOnlySpan<F> Coefficients => coefficients;

    public F Evaluate(ReadOnlySpan<F> inputs) => FieldMath.EvaluatePolynomial<F>(coefficients, inputs[0]);
}
