using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The wires of the bit gadget at the query point; see <see cref="FixedPointQuery"/>.</summary>
internal sealed class BitWires : IDisposable
{
    private readonly FixedPointCircuit _circuit;
    private readonly GadgetQuery<Field128> _query;
    private readonly Field128 _r;
    private readonly Field128 _callPower;
    private readonly RowSums _sums;
    private Field128 _power = Field128.ToMultiplier(Field128.One);
    private int _call;

    public BitWires(FixedPointCircuit circuit, GadgetQuery<Field128> query, Field128 r)
    {
        _circuit = circuit;
        _query = query;
        _r = Field128.ToMultiplier(r);
        _callPower = Field128.ToMultiplier(FieldMath.Pow(r, (UInt128)circuit.BitChunk));
        _sums = RowSums.Create(circuit.BitChunk);
    }

    /// <summary>Takes in the elements of the next call; the last call may have fewer.</summary>
    public void Add(ReadOnlySpan<Field128> elements)
    {
        Field128 weight = _query.Weights[++_call];
        Field128 weighted = Field128.MultiplyBy(weight, _power);
        _power = Field128.MultiplyBy(_power, _callPower);
        _sums.Add(elements, weighted, weight);
    }

    /// <summary>Writes all wires.</summary>
    public void Write(Span<Field128> wires, Field128 shareOfOne)
    {
        Field128 weights = Field128.Zero;
        foreach (Field128 weight in _query.Weights.Slice(1, _circuit.BitGadget.Calls))
            weights += weight;
        Field128 constant = Field128.MultiplyBy(shareOfOne, weights);

        Field128 power = _r;
        ReadOnlySpan<Field128> seeds = _query.SeedsAtQuery;
        for (int i = 0; i < _circuit.BitChunk; i++)
        {
            (Field128 weighted, Field128 plain) = _sums.Take(i);
            wires[2 * i] = seeds[2 * i] + Field128.MultiplyBy(weighted, power);
            wires[(2 * i) + 1] = seeds[(2 * i) + 1] + plain - constant;
            power = Field128.MultiplyBy(power, _r);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sums.Dispose();
}
