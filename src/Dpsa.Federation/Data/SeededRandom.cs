// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
//
//     increment  0x9E3779B97F4A7C15   2^64 / golden ratio, odd

namespace Dpsa.Federation;

/// <summary>
/// A reproducible stream of numbers for choices that must come out the same on every platform: shuffles, partitions, samples of clients.
/// Never for noise, masks or other secrets.
/// </summary>
/// <remarks>Not for use by several threads at once; give each its own stream by <see cref="For"/>.</remarks>
public sealed class SeededRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>Starts the stream of a seed; any number is one.</summary>
    public SeededRandom(long seed) => State = unchecked((ulong)seed);

    /// <summary>All that decides the rest of the stream: <see cref="FromState"/> goes on from here.</summary>
    public ulong State { get; private set; }

    /// <summary>Goes on where a stream stood.</summary>
    /// <param name="state">Its <see cref="State"/> at that time.</param>
    public static SeededRandom FromState(ulong state) => new(unchecked((long)state));

    /// <summary>An independent stream for one place in a run.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="path">The place, such as (purpose, client, round, epoch); with no steps, the seed's own stream.</param>
    public static SeededRandom For(long seed, params ReadOnlySpan<long> path)
    {
        SeededRandom random = new(seed);
        foreach (long step in path)
            random = new SeededRandom(unchecked((long)random.NextUInt64() ^ step));

        return random;
    }

    /// <summary>64 bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            ulong z = State += Increment;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>), by rejection.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong limit = ulong.MaxValue - (ulong.MaxValue % (ulong)bound);
        ulong value;
        do
            value = NextUInt64();
        while (value >= limit);

        return (int)(value % (ulong)bound);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Shuffles in place (Fisher and Yates): all orders are equally likely, as far as 64 bits of state reach.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
