// ParallelSum of VDAF-08, section 7.3.3.3, and the lengths that a gadget adds to a proof (section 7.3).
//
//     m           nextpow2(1 + calls), points of a wire polynomial
//     proof       arity + degree * (m - 1) + 1 elements
//     verifier    arity + 1 elements

using System.Numerics;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>
/// A gadget of a validity circuit with the number of its calls: the sum of <paramref name="count"/> copies of an operation,
/// each over its own inputs (ParallelSum of VDAF-08, section 7.3.3.3; one copy is the plain gadget).
/// </summary>
/// <param name="operation">What each copy computes.</param>
/// <param name="count">Number of copies; positive.</param>
/// <param name="calls">How often the circuit calls the gadget; positive.</param>
internal sealed class Gadget<F>(IGadgetOperation<F> operation, int count, int calls)
    where F : unmanaged, IField<F>
{
    /// <summary>What each copy computes.</summary>
    public IGadgetOperation<F> Operation { get; } = operation;

    /// <summary>Number of copies.</summary>
    public int Count { get; } = count;

    /// <summary>How often the circuit calls the gadget.</summary>
    public int Calls { get; } = calls;

    /// <summary>Number of inputs of one call, which is the number of wires.</summary>
    public int Arity => Operation.Arity * Count;

    /// <summary>Log2 of the number of points m on which a wire polynomial is given: its seed, and one for every call.</summary>
    public int WireDomainLog2 { get; } = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)calls + 1));

    /// <summary>Coefficients of the gadget polynomial: degree * (m - 1) + 1.</summary>
    public int PolynomialLength => (Operation.Degree * ((1 << WireDomainLog2) - 1)) + 1;

    /// <summary>Elements of the proof that belong to this gadget: wire seeds, then the gadget polynomial.</summary>
    public int ProofLength => Arity + PolynomialLength;

    /// <summary>Elements of the verifier that belong to this gadget: wire polynomials and gadget polynomial at the query point.</summary>
    public int VerifierLength => Arity + 1;

    /// <summary>The value of one call.</summary>
    public F Evaluate(ReadOnlySpan<F> inputs) => Operation.EvaluateSum(inputs[..Arity]);
}
