namespace Dpsa.Federation;

/// <summary>
/// What holds the global model beside its vector: a module, for example. The vector and what holds it move together, or not at all.
/// </summary>
public interface IGlobalModel
{
    /// <summary>The layout of the vector.</summary>
    ParameterLayout Layout { get; }

    /// <summary>The state as it is, d finite values, as a copy.</summary>
    float[] Read();

    /// <summary>
    /// Takes on a vector, in place. What the holder cannot take exactly as it is, such as a negative variance, it may put right in
    /// <paramref name="next"/> before.
    /// </summary>
    /// <param name="next">d values, finite as float32.</param>
    /// <returns>
    /// Null; or the index of the first value that would not be finite as the holder keeps it, and then nothing has changed.
    /// </returns>
    int? Load(Span<float> next);
}
