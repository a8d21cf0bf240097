using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The elements of a measurement share, piece by piece, without a copy of the whole. Disposing it zeroes its buffer.</summary>
internal abstract class MeasurementReader(int elements) : IDisposable
{
    private Field128[] _buffer = [];

    /// <summary>Elements not yet read.</summary>
    public int Remaining { get; private set; } = elements;

    /// <summary>The next elements; valid until the next call.</summary>
    public ReadOnlySpan<Field128> Read(int count)
    {
        Remaining -= count;
        return Next(count);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => _buffer.Zero();

    private protected abstract ReadOnlySpan<Field128> Next(int count);

    private protected Span<Field128> Buffer(int count)
    {
        if (_buffer.Length < count)
        {
            _buffer.Zero();
            _buffer = new Field128[count];
        }

        return _buffer.AsSpan(0, count);
    }
}
