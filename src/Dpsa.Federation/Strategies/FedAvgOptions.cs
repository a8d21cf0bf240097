using System.ComponentModel.DataAnnotations;

namespace Dpsa.Federation;

/// <summary>Options of <see cref="FedAvg"/>.</summary>
public sealed class FedAvgOptions
{
    /// <summary>Share of the available clients that trains in a round; default 1.</summary>
    [Range(0.0, 1.0)]
    public double FractionFit { get; init; } = 1;

    /// <summary>Share of the available clients that evaluates after a round; default 0.</summary>
    [Range(0.0, 1.0)]
    public double FractionEvaluate { get; init; }

    /// <summary>Fewest clients a round may train with; default 2.</summary>
    [Range(1, int.MaxValue)]
    public int MinFitClients { get; init; } = 2;
}
