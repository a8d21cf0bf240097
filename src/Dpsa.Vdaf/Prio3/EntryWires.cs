using System.Runtime.InteropServices;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Entries and claimed norm out of their bits: the output share, and the wires of the norm gadget at the query point.</summary>
internal ref struct EntryWires
{
    private readonly FixedPointCircuit _circuit;
    private readonly GadgetQuery<Field128> _query;
    private readonly Field128[] _wires;
    private readonly Span<Field128> _output;
    private EntryDecoder _decoder;
    private int _entries;
    private int _place;
    private int _call;

    public EntryWires(FixedPointCircuit circuit, GadgetQuery<Field128> query, Span<byte> output)
    {
        _circuit = circuit;
        _query = query;
        _output = MemoryMarshal.Cast<byte, Field128>(output);
        _wires = [.. query.SeedsAtQuery];
        _call = 1;
    }

    /// <summary>The claimed squared norm; complete after the last element.</summary>
    public Field128 ClaimedNorm { get; private set; }

    /// <summary>Takes in the next elements.</summary>
    public void Add(ReadOnlySpan<Field128> elements)
    {
        while (!elements.IsEmpty)
        {
            bool isEntry = _entries < _circuit.OutputLength;
            int width = isEntry ? _circuit.Bits : _circuit.NormBits;
            int count = Math.Min(width - _decoder.Count, elements.Length);
            _decoder.Add(elements[..count]);
            elements = elements[count..];
            if (_decoder.Count < width)
                return;
            if (isEntry)
                AddEntry(_decoder.Take());
            else
                ClaimedNorm = _decoder.Take();
        }
    }

    /// <summary>Writes all wires; the places that the last call lacks hold entries of zero.</summary>
    public void Write(Span<Field128> wires, Field128 shareOfOne)
    {
        if (_place > 0)
        {
            Field128 zero = Field128.MultiplyBy(_circuit.ZeroEntry * shareOfOne, _query.Weights[_call]);
            for (int i = _place; i < _wires.Length; i++)
                _wires[i] += zero;
        }

        _wires.CopyTo(wires);
    }

    private void AddEntry(Field128 entry)
    {
        _output[_entries++] = entry;
        _wires[_place] += Field128.MultiplyBy(entry, _query.Weights[_call]);
        if (++_place == _wires.Length)
        {
            _place = 0;
            _call++;
        }
    }
}
