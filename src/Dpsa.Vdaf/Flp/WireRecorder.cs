// Prove of VDAF-08, section 7.3: the inputs of call t, counted from 1, are the values of the wires at w^t.

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>Answers gadget calls with the gadgets, and keeps every input: what the prover interpolates. Disposing it zeroes them.</summary>
internal sealed class WireRecorder<F>(ICircuit<F> circuit) : GadgetCalls<F>, IDisposable
    where F : unmanaged, IField<F>
{
    private readonly Secret<F>[] _inputs = [.. circuit.Gadgets.Select(g => new Secret<F>(g.Arity * g.Calls))];
    private readonly Secret<F>[] _outputs = [.. circuit.Gadgets.Select(g => new Secret<F>(g.Calls))];
    private readonly int[] _calls = new int[circuit.Gadgets.Count];

    /// <summary>All inputs of one gadget, call after call.</summary>
    public ReadOnlySpan<F> Of(int gadget) => _inputs[gadget].Span;

    /// <summary>All outputs of one gadget.</summary>
    public ReadOnlySpan<F> OutputsOf(int gadget) => _outputs[gadget].Span;

    public override F Call(int gadget, ReadOnlySpan<F> inputs)
    {
        int call = _calls[gadget]++;
        inputs.CopyTo(_inputs[gadget].Span.Slice(call * inputs.Length, inputs.Length));
        return _outputs[gadget].Array[call] = circuit.Gadgets[gadget].Evaluate(inputs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Secret<F> values in (ReadOnlySpan<Secret<F>>)[.. _inputs, .. _outputs])
            values.Dispose();
    }
}
