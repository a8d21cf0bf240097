using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Tests.Flp;

/// <summary>The polynomials of the fast prover against those of the plain one, at sizes that fill no register evenly.</summary>
public class CosetProverTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 8)]
    [InlineData(7, 5)]
    [InlineData(8, 7)]
    [InlineData(9, 31)]
    [InlineData(33, 64)]
    [InlineData(12, 300)]
    public void Proves_to_the_same_elements_as_the_plain_prover(int count, int calls)
    {
        Check(new Gadget<Field64>(new Mul<Field64>(), count, calls));
        Check(new Gadget<Field64>(new Square<Field64>(), count, calls));
        Check(new Gadget<Field64>(new PolyEval<Field64>(Samples.Elements<Field64>(9, 3)), count, calls));
        Check(new Gadget<Field128>(new Mul<Field128>(), count, calls));
        Check(new Gadget<Field128>(new Square<Field128>(), count, calls));
        Check(new Gadget<Field40>(new Mul<Field40>(), count, calls));
        Check(new Gadget<Field32>(new Square<Field32>(), count, calls));
    }

    private static void Check<F>(Gadget<F> gadget)
        where F : unmanaged, IField<F>
    {
        F[] inputs = Samples.Elements<F>(gadget.Calls, gadget.Arity * gadget.Calls);
        F[] seeds = Samples.Elements<F>(gadget.Arity, gadget.Arity);
        Check(gadget, inputs, inputs, seeds);

        int missing = gadget.Arity / 2;
        Check(gadget, [.. inputs[..^missing], .. new F[missing]], inputs[..^missing], seeds);
    }

    private static void Check<F>(Gadget<F> gadget, F[] padded, F[] inputs, F[] seeds)
        where F : unmanaged, IField<F>
    {
        var expected = new F[gadget.PolynomialLength];
        GadgetPolynomial.Compute(gadget, padded, seeds, expected);

        F[] outputs = [.. Enumerable.Range(0, gadget.Calls).Select(c => gadget.Evaluate(padded.AsSpan(c * gadget.Arity, gadget.Arity)))];
        var proof = new F[gadget.ProofLength];
        CosetProver.Prove<F>(gadget, inputs, outputs, seeds, proof);
        proof.ShouldBe([.. seeds, .. expected]);

        var fast = new F[1 << gadget.WireDomainLog2];
        var plain = new F[fast.Length];
        CosetSums.Compute<F>(gadget, inputs, seeds, fast);
        CosetSums.ComputeWireByWire<F>(gadget, inputs, seeds, plain);
        fast.ShouldBe(plain);
    }
}
