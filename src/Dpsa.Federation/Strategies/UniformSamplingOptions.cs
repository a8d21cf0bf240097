namespace Dpsa.Federation;

/// <summary>Options of <see cref="UniformSampling"/>; each is checked where it is set.</summary>
public sealed class UniformSamplingOptions
{
    /// <summary>Default of <see cref="FractionFit"/>: everyone.</summary>
    public const double DefaultFractionFit = 1;

    /// <summary>Default of <see cref="MinFitClients"/>.</summary>
    public const int DefaultMinFitClients = 2;

    /// <summary>Share of the available clients that trains in a round, in [0, 1]; default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public double FractionFit
    {
        get;
        init => field = RequireFraction(value, nameof(FractionFit));
    }

    = DefaultFractionFit;

    /// <summary>Share of the available clients that evaluates after a round, in [0, 1]; default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public double FractionEvaluate
    {
        get;
        init => field = RequireFraction(value, nameof(FractionEvaluate));
    }

    /// <summary>Fewest clients a round may train with, at least 1; default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MinFitClients
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinFitClients), value, $"{nameof(MinFitClients)} is at least 1.");
    }

    = DefaultMinFitClients;

    /// <summary>Decides, with the round, who is chosen; null, the default, for a fresh random seed.</summary>
    public long? Seed { get; init; }

    private static double RequireFraction(double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is a fraction in [0, 1].");
}
