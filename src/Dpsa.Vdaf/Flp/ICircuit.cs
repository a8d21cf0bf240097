// Validity circuits of VDAF-08, section 7.3.2: what a circuit of a fully linear proof fixes, and how it is evaluated.

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Flp;

/// <summary>
/// An arithmetic circuit that is zero on valid measurements (VDAF-08, section 7.3.2), evaluated on a measurement by the
/// prover and on a share of it by an aggregator. It must be affine outside its gadgets.
/// </summary>
internal interface ICircuit<F>
    where F : unmanaged, IField<F>
{
    /// <summary>Elements of an encoded measurement.</summary>
    int InputLength { get; }

    /// <summary>Elements of an output share.</summary>
    int OutputLength { get; }

    /// <summary>Elements of joint randomness; zero if the circuit uses none.</summary>
    int JointRandLength { get; }

    /// <summary>The gadgets, in the order of their numbers.</summary>
    IReadOnlyList<Gadget<F>> Gadgets { get; }

    /// <summary>The circuit's output.</summary>
    /// <param name="input">Encoded measurement, or a share of it.</param>
    /// <param name="jointRand"><see cref="JointRandLength"/> elements.</param>
    /// <param name="shares">Number of shares the measurement is split into; constants are divided by it.</param>
    /// <param name="gadgets">Answers the gadget calls.</param>
    F Evaluate(ReadOnlySpan<F> input, ReadOnlySpan<F> jointRand, int shares, GadgetCalls<F> gadgets);

    /// <summary>Maps an encoded measurement, or a share of it, to the output share; linear.</summary>
    void Truncate(ReadOnlySpan<F> input, Span<F> output);
}
