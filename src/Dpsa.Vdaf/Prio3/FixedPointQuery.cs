// The verifier of FixedPointCircuit in one pass over the measurement share, without arrays of wires.
//
// With l[t] the Lagrange weight of call t at the query point, and element t, i of the share in place i of call t:
//
//     wire 2i       seed l[0] + r^(i+1) * sum over t of (s^(t-1) l[t]) x[t, i]        s = r^(elements of a call)
//     wire 2i + 1   seed l[0] + sum over t of l[t] x[t, i] - (share of one) * sum over t of l[t]
//
// so that an element costs two products, summed unreduced.

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// Evaluates one aggregator's share of the proof on its share of the measurement. Disposing it zeroes what it learned from the former.
/// </summary>
internal sealed class FixedPointQuery : IDisposable
{
    private readonly FixedPointCircuit _circuit;
    private readonly GadgetQuery<Field128> _bitGadget;
    private readonly GadgetQuery<Field128> _normGadget;
    private readonly Field128[] _jointRand;
    private readonly Field128 _shareOfOne;

    /// <exception cref="VdafException"><see cref="VdafError.QueryRandomnessOnDomain"/>.</exception>
    public FixedPointQuery(
        FixedPointCircuit circuit, ReadOnlySpan<Field128> proof, ReadOnlySpan<Field128> queryRand, Field128[] jointRand, int shares)
    {
        _circuit = circuit;
        _jointRand = jointRand;
        _shareOfOne = FieldMath.Inverse(FieldMath.FromInteger<Field128>((ulong)shares));
        _bitGadget = new(circuit.BitGadget, proof[..circuit.BitGadget.ProofLength], queryRand[0]);
        try
        {
            _normGadget = new(circuit.NormGadget, proof[circuit.BitGadget.ProofLength..], queryRand[1]);
        }
        catch
        {
            _bitGadget.Dispose();
            throw;
        }
    }

    /// <summary>Computes the verifier and the output share.</summary>
    /// <param name="measurement">The measurement share; it is read to its end.</param>
    /// <param name="output">Receives the encoded output share.</param>
    public Field128[] Run(MeasurementReader measurement, Span<byte> output)
    {
        using var bits = new BitWires(_circuit, _bitGadget, _jointRand[0]);
        var entries = new EntryWires(_circuit, _normGadget, output);
        while (measurement.Remaining > 0)
        {
            ReadOnlySpan<Field128> elements = measurement.Read(Math.Min(_circuit.BitChunk, measurement.Remaining));
            bits.Add(elements);
            entries.Add(elements);
        }

        var verifier = new Field128[1 + _circuit.BitGadget.VerifierLength + _circuit.NormGadget.VerifierLength];
        Span<Field128> bitPart = verifier.AsSpan(1, _circuit.BitGadget.VerifierLength);
        bits.Write(bitPart, _shareOfOne);
        bitPart[^1] = _bitGadget.PolynomialAtQuery;
        Span<Field128> normPart = verifier.AsSpan(1 + bitPart.Length);
        entries.Write(normPart, _shareOfOne);
        normPart[^1] = _normGadget.PolynomialAtQuery;

        Field128 range = SumOfOutputs(_circuit.BitGadget, _bitGadget);
        Field128 norm = SumOfOutputs(_circuit.NormGadget, _normGadget);
        Field128 r = _jointRand[1];
        verifier[0] = r * (range + (r * (norm - entries.ClaimedNorm)));
        return verifier;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bitGadget.Dispose();
        _normGadget.Dispose();
    }

    private static Field128 SumOfOutputs(Gadget<Field128> gadget, GadgetQuery<Field128> query)
    {
        Field128 sum = Field128.Zero;
        foreach (Field128 output in query.Outputs.Slice(1, gadget.Calls))
            sum += output;
        return sum;
    }
}
