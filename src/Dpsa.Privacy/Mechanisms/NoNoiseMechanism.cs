namespace Dpsa.Privacy;

/// <summary>Zeros.</summary>
public sealed class NoNoiseMechanism : NoiseMechanism
{
    private NoNoiseMechanism()
    {
    }

    /// <summary>The only instance.</summary>
    public static NoNoiseMechanism Instance { get; } = new();

    /// <inheritdoc/>
    public override Rational Sigma => Rational.Zero;

    /// <inheritdoc/>
    public override ZcdpBudget? Budget => null;

    /// <inheritdoc/>
    public override void Fill(Span<Int128> noise) => noise.Clear();

    /// <inheritdoc/>
    public override void FillParallel(
        Memory<Int128> noise, int maxDegreeOfParallelism = -1, CancellationToken cancellationToken = default)
    {
        if (maxDegreeOfParallelism is 0 or < -1)
            throw new ArgumentOutOfRangeException(nameof(maxDegreeOfParallelism), maxDegreeOfParallelism,
                "The number of threads must be -1 or at least 1.");
        cancellationToken.ThrowIfCancellationRequested();
        noise.Span.Clear();
    }
}
