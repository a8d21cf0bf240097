namespace Dpsa.Privacy;

/// <summary>Discrete Gaussian noise calibrated to a zCDP budget; each aggregator adds its own.</summary>
public sealed record ZcdpDiscreteGaussian : DpStrategy
{
    /// <summary>Creates the strategy for a budget per release.</summary>
    public ZcdpDiscreteGaussian(ZcdpBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        Budget = budget;
    }

    /// <summary>What one release costs.</summary>
    public override ZcdpBudget Budget { get; }

    /// <inheritdoc/>
    public override NoiseMechanism CreateMechanism(long l2Sensitivity) =>
        DiscreteGaussianMechanism.ForBudget(Budget, l2Sensitivity);
}
