namespace Dpsa.Privacy;

/// <summary>The aggregate is released as it is. Only for tests, and where the sum itself is public.</summary>
public sealed record NoDifferentialPrivacy : DpStrategy
{
    /// <summary>Null: nothing bounds what a release tells.</summary>
    public override ZcdpBudget? Budget => null;

    /// <inheritdoc/>
    public override NoiseMechanism CreateMechanism(long l2Sensitivity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(l2Sensitivity);
        return NoNoiseMechanism.Instance;
    }
}
