namespace Dpsa.Aggregator;

/// <summary>Makes a share with noise out of an aggregate share.</summary>
/// <param name="share">The aggregate share; not modified.</param>
/// <param name="noised">Of the same size, zero before.</param>
public delegate void AddNoise(ReadOnlySpan<byte> share, Span<byte> noised);
