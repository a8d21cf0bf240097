using System.Text.Json.Serialization;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>What a client has spent, under one convention.</summary>
internal sealed record ReadingReport
{
    /// <summary>The rate of wrong suspicions that <see cref="TruePositiveRate"/> is for.</summary>
    public const double FalsePositiveRate = 0.001;

    /// <summary>Which two runs an attacker tries to tell apart.</summary>
    [JsonConverter(typeof(LowerCaseConverter<NeighbourRelation>))]
    public required NeighbourRelation Neighbours { get; init; }

    /// <summary>How many aggregators keep their noise to themselves.</summary>
    [JsonConverter(typeof(LowerCaseConverter<HonestAggregators>))]
    public required HonestAggregators HonestAggregators { get; init; }

    /// <summary>Sensitivity over sigma of all rounds together.</summary>
    public required double Mu { get; init; }

    /// <summary>Epsilon at <see cref="PrivacyReport.Delta"/>.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Most that the best attack's true positive rate exceeds its false positive rate by.</summary>
    public required double MembershipAdvantage { get; init; }

    /// <summary>Largest true positive rate of an attack whose false positive rate is <see cref="FalsePositiveRate"/>.</summary>
    public required double TruePositiveRate { get; init; }

    public static ReadingReport Of(PrivacyReading reading) => new()
    {
        Neighbours = reading.Neighbours,
        HonestAggregators = reading.Honest,
        Mu = reading.Mu,
        Epsilon = reading.Guarantee.Epsilon,
        MembershipAdvantage = reading.MembershipAdvantage,
        TruePositiveRate = reading.TruePositiveRate(FalsePositiveRate),
    };
}
