using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary><see cref="RowSums"/> that run everywhere, and are what the others are compared to.</summary>
/// <param name="width">Places in a row.</param>
internal sealed class RowSumsScalar(int width) : RowSums
{
    private readonly Field128Accumulator[] _first = new Field128Accumulator[width];
    private readonly Field128Accumulator[] _second = new Field128Accumulator[width];

    public override void Add(ReadOnlySpan<Field128> row, Field128 first, Field128 second)
    {
        for (int i = 0; i < row.Length; i++)
        {
            _first[i].Add(row[i], first);
            _second[i].Add(row[i], second);
        }
    }

    public override (Field128 First, Field128 Second) Take(int place) => (_first[place].Reduce(), _second[place].Reduce());

    public override void Dispose()
    {
        _first.Zero();
        _second.Zero();
    }
}
