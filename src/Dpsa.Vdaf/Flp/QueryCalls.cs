// Query of VDAF-08, section 7.3: call t of a gadget, counted from 1, yields its polynomial at w^t.

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>
/// Answers gadget calls from the gadget polynomials in a proof share, and evaluates the wire polynomials at the query point
/// as the inputs come by. Disposing it zeroes what it learned from the proof share.
/// </summary>
internal sealed class QueryCalls<F> : GadgetCalls<F>, IDisposable
    where F : unmanaged, IField<F>
{
    private readonly List<GadgetQuery<F>> _gadgets = [];
    private readonly F[][] _wires;
    private readonly int[] _calls;

    /// <exception cref="VdafException"><see cref="VdafError.QueryRandomnessOnDomain"/>.</exception>
    public QueryCalls(ICircuit<F> circuit, ReadOnlySpan<F> proof, ReadOnlySpan<F> queryRand)
    {
        _wires = new F[circuit.Gadgets.Count][];
        _calls = new int[_wires.Length];
        try
        {
            for (int g = 0; g < _wires.Length; g++)
            {
                Gadget<F> gadget = circuit.Gadgets[g];
                _gadgets.Add(new GadgetQuery<F>(gadget, proof[..gadget.ProofLength], queryRand[g]));
                _wires[g] = [.. _gadgets[g].SeedsAtQuery];
                proof = proof[gadget.ProofLength..];
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override F Call(int gadget, ReadOnlySpan<F> inputs)
    {
        int call = ++_calls[gadget];
        FieldVectors.MultiplyAdd(_wires[gadget].AsSpan(), inputs, _gadgets[gadget].Weights[call]);
        return _gadgets[gadget].Outputs[call];
    }

    /// <summary>Writes wires and gadget polynomial of every gadget, at the query point.</summary>
    public void WriteVerifier(Span<F> destination)
    {
        for (int g = 0; g < _wires.Length; g++)
        {
            _wires[g].CopyTo(destination);
            destination[_wires[g].Length] = _gadgets[g].PolynomialAtQuery;
            destination = destination[(_wires[g].Length + 1)..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GadgetQuery<F> gadget in _gadgets)
            gadget.Dispose();
        foreach (F[]? wires in _wires)
            new Secret<F>(wires ?? []).Dispose();
    }
}
