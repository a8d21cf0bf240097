using System.Globalization;

namespace Dpsa.Vdaf;

/// <summary>
/// The choice of a verifiable aggregation function with all its parameters: what two aggregators and every client
/// of a task must agree on. Equal records describe byte-compatible functions.
/// </summary>
/// <param name="Dimension">Number d of coordinates; positive.</param>
public abstract record VdafParameters(int Dimension)
{
    /// <summary>Constructs the function; it uses as many threads as there are processors.</summary>
    /// <exception cref="ArgumentException">The parameters violate a limit; the message names it.</exception>
    public IVdaf Create() => Create(Environment.ProcessorCount);

    /// <summary>Constructs the function.</summary>
    /// <param name="maxDegreeOfParallelism">Most threads that one call may use; at least 1. Results do not depend on it.</param>
    /// <exception cref="ArgumentException">
    /// The parameters violate a limit, which the message names, or the number of threads is not positive.
    /// </exception>
    public IVdaf Create(int maxDegreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        Validate();
        return CreateCore(maxDegreeOfParallelism);
    }

    /// <summary>Constructs the function; the parameters are valid, and the number of threads is positive.</summary>
    internal abstract IVdaf CreateCore(int threads);

    /// <summary>Throws where a limit is violated: what a <c>with</c> expression makes is checked only here.</summary>
    /// <exception cref="ArgumentException">The message names the limit.</exception>
    internal abstract void Validate();

    /// <summary>The prime of the function's field.</summary>
    internal abstract UInt128 FieldModulus { get; }

    /// <summary>Largest magnitude of a coordinate, in integer units.</summary>
    internal abstract long LargestCoordinate { get; }

    /// <summary>
    /// Throws unless the sum over a number of clients, with the noise of both aggregators, stays a centred residue: where it
    /// left the field it would decode to a wrong number.
    /// </summary>
    /// <param name="clients">Number of clients; not negative.</param>
    /// <param name="noiseStandardDeviation">
    /// Standard deviation of the noise that each aggregator adds to a coordinate, in integer units.
    /// </param>
    /// <exception cref="ArgumentException">
    /// clients * B + noise does not stay below p / 2, where B is the largest coordinate; the noise is bounded by what one of
    /// the d coordinates exceeds with probability 2^-64 at most. Or the parameters violate a limit of their own, or an argument is
    /// out of range.
    /// </exception>
    public void RequireAggregateFits(long clients, double noiseStandardDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clients);
        if (!(RoomBesideNoise(noiseStandardDeviation) >= (UInt128)clients * (UInt128)LargestCoordinate))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"clients * B + noise < p / 2 is violated: {clients} * {LargestCoordinate} + {NoiseTail(noiseStandardDeviation):G6} "
                + $">= {(double)(FieldModulus >> 1):G6}. Use fewer clients, fewer fractional bits or a larger field."));
        }
    }

    /// <summary>
    /// The largest number of reports for which <see cref="RequireAggregateFits"/> holds; zero where not even one fits. An
    /// aggregator that refuses the report after these can always release its batch.
    /// </summary>
    /// <param name="noiseStandardDeviation">As in <see cref="RequireAggregateFits"/>.</param>
    /// <exception cref="ArgumentException">
    /// The parameters violate a limit, or the standard deviation is negative or not finite.
    /// </exception>
    public long MaxReports(double noiseStandardDeviation)
    {
        UInt128 reports = (RoomBesideNoise(noiseStandardDeviation) ?? 0) / (UInt128)LargestCoordinate;
        return (long)UInt128.Min(reports, long.MaxValue);
    }

    /// <summary>What the noise leaves of (p - 1) / 2, the largest centred residue; null where it leaves nothing.</summary>
    private UInt128? RoomBesideNoise(double noiseStandardDeviation)
    {
        Validate();
        if (!(noiseStandardDeviation >= 0) || double.IsInfinity(noiseStandardDeviation))
        {
            throw new ArgumentOutOfRangeException(
                nameof(noiseStandardDeviation), noiseStandardDeviation, "The standard deviation of the noise must be finite and not "
                    + "negative.");
        }

        double noise = Math.Ceiling(NoiseTail(noiseStandardDeviation));
        UInt128 largest = FieldModulus >> 1;
        return noise < (double)largest ? largest - (UInt128)noise : null;
    }

    // Discrete Gaussians are sub-Gaussian with their own variance parameter: P(|sum of two| > t) <= 2 exp(-t^2 / (4 sigma^2)).
    private double NoiseTail(double standardDeviation)
    {
        const double FailureExponent = 64;
        double logarithm = Math.Log(2.0 * Dimension) + (FailureExponent * Math.Log(2));
        return 2 * standardDeviation * Math.Sqrt(logarithm);
    }
}
