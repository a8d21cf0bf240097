using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>Answers gadget calls with the gadgets, and keeps every input: what the prover interpolates.</summary>
internal sealed class WireRecorder<F>(ICircuit<F> circuit) : GadgetCalls<F>
    where F : unmanaged, IField<F>
{
    private readonly F[][] _inputs = [.. circuit.Gadgets.Select(g => new F[g.Arity * g.Calls])];
    private readonly int[] _calls = new int[circuit.Gadgets.Count];

    /// <summary>All inputs of one gadget, call after call.</summary>
    public ReadOnlySpan<F> Of(int gadget) => _inputs[gadget];

    public override F Call(int gadget, ReadOnlySpan<F> inputs)
    {
        inputs.CopyTo(_inputs[gadget].AsSpan(_calls[gadget]++ * inputs.Length, inputs.Length));
        return circuit.Gadgets[gadget].Evaluate(inputs);
    }
}
