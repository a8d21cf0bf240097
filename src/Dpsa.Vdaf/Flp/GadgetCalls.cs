using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>What a circuit calls in place of its gadgets.</summary>
internal abstract class GadgetCalls<F>
    where F : unmanaged, IField<F>
{
    /// <summary>The next call of one gadget.</summary>
    /// <param name="gadget">Number of the gadget.</param>
    /// <param name="inputs">Its inputs; not retained.</param>
    public abstract F Call(int gadget, ReadOnlySpan<F> inputs);
}
