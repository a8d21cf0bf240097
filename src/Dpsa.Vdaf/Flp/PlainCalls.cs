using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>Answers gadget calls with the gadgets themselves: the circuit is just evaluated.</summary>
internal sealed class PlainCalls<F>(ICircuit<F> circuit) : GadgetCalls<F>
    where F : unmanaged, IField<F>
{
    public override F Call(int gadget, ReadOnlySpan<F> inputs) => circuit.Gadgets[gadget].Evaluate(inputs);
}
