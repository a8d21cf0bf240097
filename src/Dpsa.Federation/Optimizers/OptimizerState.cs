using System.Runtime.InteropServices;

namespace Dpsa.Federation;

/// <summary>
/// What a server optimiser remembers between two steps: the number of steps, and named moments of d float64 values each.
/// A value: it never changes, and two are equal where all bits are.
/// </summary>
public sealed class OptimizerState : IEquatable<OptimizerState>
{
    /// <summary>Most characters of a name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Most moments.</summary>
    public const int MaxMoments = 16;

    private readonly (string Name, ReadOnlyMemory<double> Values)[] _moments;

    /// <summary>Creates a state from copies of the given values.</summary>
    /// <param name="algorithm">Name of the algorithm that can go on from it, 1 to 64 printable ASCII characters.</param>
    /// <param name="dimension">Number d of coordinates, at least 1.</param>
    /// <param name="steps">Steps taken, at least 0.</param>
    /// <param name="moments">At most 16 moments of d values in a fixed order; their names differ, and are as the algorithm's.</param>
    /// <exception cref="ArgumentException">A name, length or number is not as said.</exception>
    public OptimizerState(
        string algorithm, int dimension, long steps, IReadOnlyList<(string Name, ReadOnlyMemory<double> Values)> moments)
        : this(
            algorithm,
            dimension,
            steps,
            [
                .. (moments ?? throw new ArgumentNullException(nameof(moments)))
                    .Select(m => (m.Name, new ReadOnlyMemory<double>(m.Values.ToArray()))),
            ])
    {
    }

    private OptimizerState(string algorithm, int dimension, long steps, (string Name, ReadOnlyMemory<double> Values)[] moments)
    {
        RequireName(algorithm, nameof(algorithm));
        RequireDimension(dimension);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (moments.Length > MaxMoments)
            throw new ArgumentException($"A state has at most {MaxMoments} moments, not {moments.Length}.", nameof(moments));
        for (int i = 0; i < moments.Length; i++)
        {
            (string name, ReadOnlyMemory<double> values) = moments[i];
            RequireName(name, nameof(moments));
            if (moments[..i].Any(m => m.Name == name)) throw new ArgumentException($"The state names {name} twice.", nameof(moments));
            if (values.Length != dimension)
                throw new ArgumentException($"{name} has {values.Length} values, the state {dimension} coordinates.", nameof(moments));
        }

        (Algorithm, Dimension, Steps, _moments) = (algorithm, dimension, steps, moments);
    }

    /// <summary>Largest number of coordinates: as many as an array of float64 can have.</summary>
    public static int MaxDimension => Array.MaxLength;

    /// <summary>Name of the algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>Number d of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; }

    /// <summary>The moments, d values each, in the algorithm's order.</summary>
    public IReadOnlyList<(string Name, ReadOnlyMemory<double> Values)> Moments => _moments.AsReadOnly();

    /// <summary>Reads a state that <see cref="Write"/> wrote; the stream stands behind it afterwards.</summary>
    /// <remarks>Memory is taken as the bytes arrive, never for a length that is only claimed.</remarks>
    /// <param name="source">A stream that can be read; need not seek.</param>
    /// <exception cref="InvalidDataException">It holds something else, another version, or ends too early.</exception>
    public static OptimizerState Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return OptimizerStateCodec.Read(source);
    }

    /// <summary>Writes the state, bit by bit: about 8 bytes a coordinate and moment.</summary>
    /// <param name="destination">A stream that can be written; need not seek, is not flushed.</param>
    public void Write(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        OptimizerStateCodec.Write(this, destination);
    }

    /// <summary>Same algorithm, dimension, steps and names, and the same bits; NaN equals a NaN of its bits, and 0 is not -0.</summary>
    public bool Equals(OptimizerState? other) =>
        other is not null && Algorithm == other.Algorithm && Dimension == other.Dimension && Steps == other.Steps
        && _moments.Length == other._moments.Length
        && _moments.Zip(other._moments, (a, b) => a.Name == b.Name && Bits(a.Values).SequenceEqual(Bits(b.Values))).All(same => same);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OptimizerState);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Algorithm, StringComparer.Ordinal);
        hash.Add(Dimension);
        hash.Add(Steps);
        foreach ((_, ReadOnlyMemory<double> values) in _moments) hash.Add(BitConverter.DoubleToInt64Bits(values.Span[0]));
        return hash.ToHashCode();
    }

    /// <summary>Algorithm, steps and sizes.</summary>
    public override string ToString() =>
        $"{Algorithm} after {Steps} steps (d = {Dimension}; "
        + $"{string.Join(", ", _moments.Select(m => m.Name).DefaultIfEmpty("no moments"))})";

    /// <summary>Takes the arrays over, which nobody may write to any more.</summary>
    internal static OptimizerState Adopt(
        string algorithm, int dimension, long steps, (string Name, ReadOnlyMemory<double> Values)[] moments) =>
        new(algorithm, dimension, steps, moments);

    /// <exception cref="ArgumentOutOfRangeException">The dimension is not in [1, <see cref="MaxDimension"/>].</exception>
    internal static void RequireDimension(int dimension)
    {
        if (dimension < 1 || dimension > MaxDimension)
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"The dimension is between 1 and {MaxDimension}.");
    }

    private static ReadOnlySpan<byte> Bits(ReadOnlyMemory<double> values) => MemoryMarshal.AsBytes(values.Span);

    private static void RequireName(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is < 1 or > MaxNameLength || name.Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException(
                $"A name has 1 to {MaxNameLength} printable ASCII characters; one of {name.Length} characters was given.", parameter);
        }
    }
}
