namespace Dpsa.Privacy;

/// <summary>How one round is protected: its noise, and the sum that the noise is added to. What exact accounting needs of it.</summary>
public sealed record RoundPrivacy
{
    /// <summary>Describes a round.</summary>
    /// <param name="strategy">The noise of one aggregator.</param>
    /// <param name="dimension">Number d of coordinates of the sum; at least 1.</param>
    /// <param name="l2Sensitivity">
    /// L2 distance, in the integer units of the sum, which replacing one client can move it by; at least 1. For n-bit fixed point
    /// vectors of norm below 2^(n-1) it is 2^n.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Dimension or sensitivity is not above 0.</exception>
    public RoundPrivacy(DpStrategy strategy, int dimension, long l2Sensitivity)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(l2Sensitivity);
        (Strategy, Dimension, L2Sensitivity) = (strategy, dimension, l2Sensitivity);
    }

    /// <summary>The noise of one aggregator.</summary>
    public DpStrategy Strategy { get; }

    /// <summary>Number d of coordinates of the sum.</summary>
    public int Dimension { get; }

    /// <summary>L2 distance, in the integer units of the sum, which replacing one client can move it by.</summary>
    public long L2Sensitivity { get; }
}
