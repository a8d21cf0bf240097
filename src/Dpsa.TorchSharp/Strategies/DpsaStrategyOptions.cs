using System.ComponentModel.DataAnnotations;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.TorchSharp;

/// <summary>How the sum of the clients' updates moves the global model.</summary>
public enum UpdateRule
{
    /// <summary>Adds the sum, as the reference does.</summary>
    Sum,

    /// <summary>Adds the mean over the reports that were counted.</summary>
    Mean,
}

/// <summary>Options of <see cref="DpsaAggregationStrategy"/>.</summary>
public sealed class DpsaStrategyOptions
{
    /// <summary>The aggregation function for a model of the given dimension; default: 16-bit fixed-point Prio3.</summary>
    public Func<int, VdafParameters> Vdaf { get; init; } = dimension => new FixedPointParameters(dimension, 16);

    /// <summary>The noise which each aggregator adds. There is no default: it is the one choice that nobody else can make.</summary>
    public required DpStrategy Privacy { get; init; }

    /// <summary>Norm bound C of a client's update; default 1, as in the reference.</summary>
    [Range(double.Epsilon, double.MaxValue)]
    public double ClipNorm { get; init; } = 1;

    /// <summary>Sum or mean; default mean.</summary>
    public UpdateRule Rule { get; init; } = UpdateRule.Mean;

    /// <summary>Factor on the sum or mean before it is added; default 1.</summary>
    [Range(double.Epsilon, double.MaxValue)]
    public double ServerLearningRate { get; init; } = 1;

    /// <summary>Fewest reports whose sum may be released; default 2.</summary>
    [Range(1, int.MaxValue)]
    public int MinBatchSize { get; init; } = SessionParameters.DefaultMinBatchSize;

    /// <summary>What to do with floating-point buffers of the module; the same choice as the clients'.</summary>
    public BufferPolicy Buffers { get; init; } = BufferPolicy.Refuse;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Vdaf);
        ArgumentNullException.ThrowIfNull(Privacy);
        RequirePositive(ClipNorm, nameof(ClipNorm));
        RequirePositive(ServerLearningRate, nameof(ServerLearningRate));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinBatchSize, 1);
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is positive and finite.");
    }
}
