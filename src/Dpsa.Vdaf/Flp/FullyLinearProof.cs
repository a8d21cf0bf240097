// The fully linear proof of VDAF-08 section 7.3 (FlpGeneric), for circuits with any number of gadgets.
//
//     wire j        polynomial with value seed[j] at w^0, the j-th input of call t at w^t, and zero at the remaining
//                   points of the domain of m points; w is the principal m-th root of unity
//     proof         for each gadget: wire seeds, then the coefficients of gadget(wires)
//     verifier      circuit output, then for each gadget its wires and its gadget polynomial at the query point
//
// Plain version: it keeps every wire, and is what the faster provers and verifiers are compared to.

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>Prover and verifier for one circuit.</summary>
internal sealed class FullyLinearProof<F>
    where F : unmanaged, IField<F>
{
    private readonly ICircuit<F> _circuit;

    public FullyLinearProof(ICircuit<F> circuit)
    {
        _circuit = circuit;
        ProveRandLength = circuit.Gadgets.Sum(g => g.Arity);
        QueryRandLength = circuit.Gadgets.Count;
        ProofLength = circuit.Gadgets.Sum(g => g.ProofLength);
        VerifierLength = 1 + circuit.Gadgets.Sum(g => g.VerifierLength);
    }

    /// <summary>Elements of prover randomness: one seed for each wire.</summary>
    public int ProveRandLength { get; }

    /// <summary>Elements of query randomness: one point for each gadget.</summary>
    public int QueryRandLength { get; }

    /// <summary>Elements of a proof.</summary>
    public int ProofLength { get; }

    /// <summary>Elements of a verifier.</summary>
    public int VerifierLength { get; }

    /// <summary>Proves that the circuit is zero on the measurement.</summary>
    /// <param name="measurement">The encoded measurement.</param>
    /// <param name="proveRand"><see cref="ProveRandLength"/> elements.</param>
    /// <param name="jointRand">The circuit's joint randomness.</param>
    /// <param name="proof">Receives <see cref="ProofLength"/> elements.</param>
    public void Prove(ReadOnlySpan<F> measurement, ReadOnlySpan<F> proveRand, ReadOnlySpan<F> jointRand, Span<F> proof)
    {
        using var wires = new WireRecorder<F>(_circuit);
        _circuit.Evaluate(measurement, jointRand, 1, wires);

        Span<F> rest = proof;
        for (int g = 0; g < _circuit.Gadgets.Count; g++)
        {
            Gadget<F> gadget = _circuit.Gadgets[g];
            ReadOnlySpan<F> seeds = proveRand[..gadget.Arity];
            proveRand = proveRand[gadget.Arity..];
            seeds.CopyTo(rest);
            GadgetPolynomial.Compute(gadget, wires.Of(g), seeds, rest.Slice(gadget.Arity, gadget.PolynomialLength));
            rest = rest[gadget.ProofLength..];
        }
    }

    /// <summary>Evaluates a share of the proof on a share of the measurement.</summary>
    /// <returns>A share of the verifier.</returns>
    /// <exception cref="VdafException"><see cref="VdafError.QueryRandomnessOnDomain"/>.</exception>
    public F[] Query(ReadOnlySpan<F> measurement, ReadOnlySpan<F> proof, ReadOnlySpan<F> queryRand, ReadOnlySpan<F> jointRand, int shares)
    {
        using var calls = new QueryCalls<F>(_circuit, proof, queryRand);
        var verifier = new F[VerifierLength];
        verifier[0] = _circuit.Evaluate(measurement, jointRand, shares, calls);
        calls.WriteVerifier(verifier.AsSpan(1));
        return verifier;
    }

    /// <summary>Whether the verifier, the sum of both shares, shows that the measurement is valid.</summary>
    public bool Decide(ReadOnlySpan<F> verifier)
    {
        bool valid = verifier[0] == F.Zero;
        ReadOnlySpan<F> rest = verifier[1..];
        foreach (Gadget<F> gadget in _circuit.Gadgets)
        {
            valid &= gadget.Evaluate(rest[..gadget.Arity]) == rest[gadget.Arity];
            rest = rest[gadget.VerifierLength..];
        }

        return valid;
    }
}
