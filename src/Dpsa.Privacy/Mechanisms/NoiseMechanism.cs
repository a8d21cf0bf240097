namespace Dpsa.Privacy;

/// <summary>
/// The noise that one aggregator adds to its own aggregate share, once for each batch, in integer units of the aggregate.
/// Instances are immutable and may be used from several threads at once.
/// </summary>
public abstract class NoiseMechanism
{
    private protected NoiseMechanism()
    {
    }

    /// <summary>Standard deviation parameter sigma of each coordinate, in integer units; zero for no noise.</summary>
    public abstract Rational Sigma { get; }

    /// <summary>What one release costs, or null where nothing bounds it.</summary>
    public abstract ZcdpBudget? Budget { get; }

    /// <summary>Fills the span with fresh independent noise, on the calling thread.</summary>
    public abstract void Fill(Span<Int128> noise);

    /// <summary>Fills the memory with fresh independent noise, on several threads.</summary>
    /// <param name="noise">Receives one draw per coordinate.</param>
    /// <param name="maxDegreeOfParallelism">Most threads, at least 1; or -1 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops between ranges of coordinates; what was drawn is then cleared.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is 0 or below -1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract void FillParallel(
        Memory<Int128> noise, int maxDegreeOfParallelism = -1, CancellationToken cancellationToken = default);

    /// <summary>Draws fresh independent noise for <paramref name="dimension"/> coordinates, on several threads.</summary>
    /// <param name="dimension">Number d of coordinates.</param>
    /// <param name="maxDegreeOfParallelism">Most threads, at least 1; or -1 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops between ranges of coordinates.</param>
    /// <returns>d integers. They are secret: whoever knows them undoes the protection; clear them after use.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is negative, or the number of threads is 0 or below -1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Int128[] Sample(int dimension, int maxDegreeOfParallelism = -1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        var noise = new Int128[dimension];
        FillParallel(noise, maxDegreeOfParallelism, cancellationToken);
        return noise;
    }
}
