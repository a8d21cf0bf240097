namespace Dpsa.Federation;

/// <summary>A global model that is its vector and nothing else.</summary>
public sealed class VectorModel : IGlobalModel
{
    private readonly float[] _values;

    /// <summary>Starts with the given values.</summary>
    /// <param name="layout">The layout of the vector.</param>
    /// <param name="values">d finite values. Copied.</param>
    /// <exception cref="ArgumentException">Another number of values, or one that is not finite.</exception>
    public VectorModel(ParameterLayout layout, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (values.Length != layout.Dimension)
            throw new ArgumentException($"The layout has {layout.Dimension} elements, the vector {values.Length}.", nameof(values));
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) throw new ArgumentException($"The vector holds {value}.", nameof(values));
        }

        (Layout, _values) = (layout, values.ToArray());
    }

    /// <inheritdoc/>
    public ParameterLayout Layout { get; }

    /// <inheritdoc/>
    public float[] Read() => [.. _values];

    /// <inheritdoc/>
    public int? Load(Span<float> next)
    {
        next.CopyTo(_values);
        return null;
    }
}
