using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary>
/// Answers gadget calls from the gadget polynomials in a proof share, and evaluates the wire polynomials at the query point
/// as the inputs come by.
/// </summary>
internal sealed class QueryCalls<F> : GadgetCalls<F>
    where F : unmanaged, IField<F>
{
    private readonly GadgetState[] _gadgets;

    /// <exception cref="VdafException"><see cref="VdafError.QueryRandomnessOnDomain"/>.</exception>
    public QueryCalls(ICircuit<F> circuit, ReadOnlySpan<F> proof, ReadOnlySpan<F> queryRand)
    {
        _gadgets = new GadgetState[circuit.Gadgets.Count];
        for (int g = 0; g < _gadgets.Length; g++)
        {
            Gadget<F> gadget = circuit.Gadgets[g];
            _gadgets[g] = new GadgetState(gadget, proof[..gadget.ProofLength], queryRand[g]);
            proof = proof[gadget.ProofLength..];
        }
    }

    public override F Call(int gadget, ReadOnlySpan<F> inputs) => _gadgets[gadget].Call(inputs);

    /// <summary>Writes wires and gadget polynomial of every gadget, at the query point.</summary>
    public void WriteVerifier(Span<F> destination)
    {
        foreach (GadgetState gadget in _gadgets)
        {
            gadget.Wires.CopyTo(destination);
            destination[gadget.Wires.Length] = gadget.PolynomialAtQuery;
            destination = destination[(gadget.Wires.Length + 1)..];
        }
    }

    private sealed class GadgetState
    {
        private readonly F[] _weights;
        private readonly F[] _outputs;
        private int _calls;

        public GadgetState(Gadget<F> gadget, ReadOnlySpan<F> proof, F queryPoint)
        {
            NttDomain<F> domain = NttDomain<F>.OfLog2(gadget.WireDomainLog2);
            _weights = LagrangeWeights.Compute(domain, queryPoint);
            ReadOnlySpan<F> seeds = proof[..gadget.Arity];
            ReadOnlySpan<F> polynomial = proof[gadget.Arity..];
            Wires = new F[gadget.Arity];
            for (int i = 0; i < Wires.Length; i++)
                Wires[i] = F.MultiplyBy(seeds[i], _weights[0]);

            // On the domain w^m is 1, so coefficients m apart fall together.
            _outputs = new F[domain.Size];
            for (int i = 0; i < polynomial.Length; i++)
                _outputs[i & (domain.Size - 1)] += polynomial[i];
            domain.Forward(_outputs);
            PolynomialAtQuery = FieldMath.EvaluatePolynomial(polynomial, queryPoint);
        }

        public F[] Wires { get; }

        public F PolynomialAtQuery { get; }

        public F Call(ReadOnlySpan<F> inputs)
        {
            F weight = _weights[++_calls];
            for (int i = 0; i < inputs.Length; i++)
                Wires[i] += F.MultiplyBy(inputs[i], weight);
            return _outputs[_calls];
        }
    }
}
