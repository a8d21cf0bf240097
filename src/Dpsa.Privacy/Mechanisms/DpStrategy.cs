using System.Runtime.CompilerServices;

namespace Dpsa.Privacy;

/// <summary>
/// How a task protects what it releases: part of the task's parameters, equal at both aggregators, and independent
/// of the function that is aggregated. Either <see cref="NoDifferentialPrivacy"/> or <see cref="ZcdpDiscreteGaussian"/>.
/// </summary>
public abstract record DpStrategy
{
    private protected DpStrategy()
    {
    }

    /// <summary>No noise.</summary>
    public static DpStrategy None { get; } = new NoDifferentialPrivacy();

    /// <summary>What one release costs, or null where nothing bounds it.</summary>
    public abstract ZcdpBudget? Budget { get; }

    /// <summary>The strategy of a privacy parameter: discrete Gaussian noise, or none for null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    [OverloadResolutionPriority(1)]
    public static DpStrategy FromPrivacyParameter(Rational? epsilon) =>
        epsilon is { } value ? new ZcdpDiscreteGaussian(new ZcdpBudget(value)) : None;

    /// <summary>
    /// The strategy of the exact value of a double: 0.1 is the double nearest to one tenth, a fraction over 2^55.
    /// <c>Rational.FromDouble(0.1).Round(6, MidpointRounding.ToEven)</c> or <c>Rational.Parse("0.1")</c> is one tenth.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative, NaN or infinite.</exception>
    public static DpStrategy FromPrivacyParameter(double epsilon) => new ZcdpDiscreteGaussian(new ZcdpBudget(epsilon));

    /// <summary>The noise that an aggregator adds to its own aggregate share.</summary>
    /// <param name="l2Sensitivity">
    /// L2 distance, in the integer units of the aggregate, which replacing one client can move the sum by; above 0.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The sensitivity is not above 0, or the noise would be too large, or so small that it rounds to zero.
    /// </exception>
    public abstract NoiseMechanism CreateMechanism(long l2Sensitivity);
}
