using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests.Flp;

public class FullyLinearProofTests
{
    [Fact]
    public void Circuit_is_zero_on_valid_measurements_only()
    {
        var circuit = new FixedPointCircuit(3, 16);
        Field128[] measurement = FixedPointEncoder.Encode([100, -200, 300], 16);
        Evaluate(circuit, measurement).ShouldBe(Field128.Zero);
        for (int i = 0; i < measurement.Length; i++)
        {
            var changed = (Field128[])measurement.Clone();
            changed[i] = Field128.One - changed[i];
            Evaluate(circuit, changed).ShouldNotBe(Field128.Zero, $"bit {i} flipped");
            changed[i] = FieldMath.FromInteger<Field128>(2);
            Evaluate(circuit, changed).ShouldNotBe(Field128.Zero, $"element {i} is not a bit");
        }
    }

    [Fact]
    public void Every_element_of_a_proof_counts()
    {
        var circuit = new FixedPointCircuit(3, 16);
        var flp = new FullyLinearProof<Field128>(circuit);
        Field128[] measurement = FixedPointEncoder.Encode([100, -200, 300], 16);
        Field128[] jointRand = Elements(2, 5);
        Field128[] queryRand = Elements(flp.QueryRandLength, 7);
        var proof = new Field128[flp.ProofLength];
        flp.Prove(measurement, Elements(flp.ProveRandLength, 11), jointRand, proof);

        flp.Decide(flp.Query(measurement, proof, queryRand, jointRand, 1)).ShouldBeTrue();
        for (int i = 0; i < proof.Length; i++)
        {
            var changed = (Field128[])proof.Clone();
            changed[i] += Field128.One;
            flp.Decide(flp.Query(measurement, changed, queryRand, jointRand, 1)).ShouldBeFalse($"element {i} of the proof");
        }
    }

    private static Field128 Evaluate(FixedPointCircuit circuit, Field128[] measurement)
    {
        using var wires = new WireRecorder<Field128>(circuit);
        return circuit.Evaluate(measurement, Elements(2, 3), 1, wires);
    }

    private static Field128[] Elements(int count, ulong seed) =>
        [.. Enumerable.Range(1, count).Select(i => FieldMath.Pow(FieldMath.FromInteger<Field128>(seed), (UInt128)(40 + i)))];
}
