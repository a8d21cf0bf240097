// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
//
//     increment  0x9E3779B97F4A7C15   2^64 / golden ratio, odd
//
// For shuffles, partitions and synthetic images, which must come out the same on every platform. Never for noise or secrets.

namespace Dpsa.Examples.Cifar;

/// <summary>A reproducible stream of numbers for the example's own choices.</summary>
internal sealed class SeededRandom
{
    private ulong _state;

    public SeededRandom(long seed) => _state = unchecked((ulong)seed);

    /// <summary>An independent stream for one place in the run, such as (seed, client, round, epoch).</summary>
    public static SeededRandom For(long seed, params ReadOnlySpan<long> path)
    {
        var random = new SeededRandom(seed);
        foreach (long step in path)
            random = new SeededRandom(unchecked((long)random.NextUInt64() ^ step));

        return random;
    }

    public ulong NextUInt64()
    {
        unchecked
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>), by rejection.</summary>
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

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Shuffles in place (Fisher and Yates).</summary>
    public void Shuffle(Span<long> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
