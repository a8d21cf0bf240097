// Gadgets of VDAF-08, section 7.3.2: the non-affine part of a validity circuit.

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>The non-affine operation of a gadget (VDAF-08, section 7.3.2): a polynomial in a few inputs.</summary>
internal interface IGadgetOperation<F>
    where F : unmanaged, IField<F>
{
    /// <summary>Number of inputs.</summary>
    int Arity { get; }

    /// <summary>Arithmetic degree.</summary>
    int Degree { get; }

    /// <summary>The value at the given inputs.</summary>
    F Evaluate(ReadOnlySpan<F> inputs);

    /// <summary>The sum of the values of several copies.</summary>
    /// <param name="inputs">Inputs of the first copy, then of the next; a multiple of the arity.</param>
    F EvaluateSum(ReadOnlySpan<F> inputs)
    {
        F sum = F.Zero;
        for (; !inputs.IsEmpty; inputs = inputs[Arity..])
            sum += Evaluate(inputs[..Arity]);
        return sum;
    }
}
