using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>Answers gadget calls with the gadgets, and keeps every input: what the prover interpolates.</summary>
internal sealed class WireRecorder<F>(ICircuit<F> circuit) : GadgetCalls<F>
    where F : unmanaged, IField<F>
{
    private readonly F[][] _inputs = [.. circuit.Gadgets.Select(g => new F[g.Arity * g.Calls])];
    private readonly F[][] _outputs = [.. circuit.Gadgets.Select(g => new F[g.Calls])];
    private readonly int[] _calls = new int[circuit.Gadgets.Count];

    /// <summary>All inputs of one gadget, call after call.</summary>
    public ReadOnlySpan<F> Of(int gadget) => _inputs[gadget];

    /// <summary>All outputs of one gadget.</summary>
    public ReadOnlySpan<F> OutputsOf(int gadget) => _outputs[gadget];

    public override F Call(int gadget, ReadOnlySpan<F> inputs)
    {
        int call = _calls[gadget]++;
        inputs.CopyTo(_inputs[gadget].AsSpan(call * inputs.Length, inputs.Length));
        return _outputs[gadget][call] = circuit.Gadgets[gadget].Evaluate(inputs);
    }
}
