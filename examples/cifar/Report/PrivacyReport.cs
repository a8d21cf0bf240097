using System.Text.Json.Serialization;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>What the run cost each client in privacy, and the model in noise.</summary>
internal sealed record PrivacyReport
{
    public const double Delta = 1e-5;

    /// <summary>Above this epsilon a guarantee excludes next to nothing.</summary>
    private const double Worthless = 20;

    private const double Weak = 8;

    /// <summary>zCDP of all rounds together; null where nothing bounds it, for want of noise.</summary>
    public required double? Rho { get; init; }

    /// <summary>The same as (epsilon, <see cref="Delta"/>)-differential privacy; null where nothing bounds it.</summary>
    public required double? Epsilon { get; init; }

    /// <summary>Whether <see cref="Epsilon"/> is exact for the noise of the rounds, or the looser one that zCDP alone gives.</summary>
    [JsonConverter(typeof(LowerCaseConverter<PrivacyConversion>))]
    public required PrivacyConversion Conversion { get; init; }

    /// <summary>The same under four conventions, the guarantee first; empty where nothing was spent or nothing bounds it.</summary>
    public required IReadOnlyList<ReadingReport> Readings { get; init; }

    /// <summary>Standard deviation per coordinate of a round's sum, in the update's units, with both aggregators' noise.</summary>
    public required double NoiseStandardDeviation { get; init; }

    /// <summary>Expected L2 norm of a round's noise over all coordinates.</summary>
    public required double NoiseNorm { get; init; }

    /// <summary>Largest L2 norm of a round's sum: every client at the clip norm, all in one direction.</summary>
    public required double SignalBound { get; init; }

    /// <summary>Clients of a round.</summary>
    public required int Clients { get; init; }

    /// <summary>The privacy parameter e of a round; zero without noise.</summary>
    public required double PrivacyParameter { get; init; }

    /// <param name="spent">A client's own account; each client has taken part in every round.</param>
    /// <param name="options">Clients, clip norm and privacy parameter.</param>
    /// <param name="dimension">Number of parameters.</param>
    public static PrivacyReport Of(PrivacySpent spent, CifarOptions options, int dimension)
    {
        double deviation = options.PrivacyParameter is { } parameter
            ? new ZcdpBudget(parameter).TotalStandardDeviation(options.ClipNorm)
            : 0;
        PrivacyGuarantee guarantee = spent.Guarantee(Delta);
        bool readable = spent.Noise is not null && double.IsFinite(spent.Rho);
        return new PrivacyReport
        {
            Rho = Bounded(spent.Rho),
            Epsilon = Bounded(guarantee.Epsilon),
            Conversion = guarantee.Conversion,
            Readings = readable ? [.. spent.Readings(Delta).Select(ReadingReport.Of)] : [],
            NoiseStandardDeviation = deviation,
            NoiseNorm = deviation * Math.Sqrt(dimension),
            Clients = options.Clients,
            PrivacyParameter = options.PrivacyParameter?.ToDouble() ?? 0,
            SignalBound = options.Clients * options.ClipNorm,
        };
    }

    /// <summary>What a reader should make of the guarantee.</summary>
    public string Guarantee => Epsilon switch
    {
        _ when Rho == 0 => "No round was submitted: nothing was spent.",
        null =>
            "No noise: nobody sees a single client's update, but nothing bounds what the sums, and the model, reveal about a client.",
        > Worthless => Figures.Invariant(
            $"A guarantee in name only: epsilon = {Figures.Number(Epsilon.Value)} lets an observer's odds about a client's whole data grow by a factor of e^{Figures.Number(Epsilon.Value)}."),
        > Weak => Figures.Invariant(
            $"A weak guarantee: an observer's odds about a client's whole data may grow by a factor of e^{Epsilon:F1}; values up to about {Weak:F0} are common in practice, 1 is strong."),
        > 0 => Figures.Invariant(
            $"A meaningful guarantee for a client's whole data: an observer's odds grow by a factor of at most e^{Epsilon:G3}, except with probability {Delta:G1}."),
        _ => Figures.Invariant(
            $"A meaningful guarantee for a client's whole data: an observer's odds do not grow at all, except with probability {Delta:G1}."),
    };

    /// <summary>What a reader should expect of the model.</summary>
    public string Noise => PrivacyParameter == 0 ? "The model's steps carry no noise." : NoiseNote();

    private string NoiseNote()
    {
        double ratio = NoiseNorm / SignalBound;
        string verdict = ratio switch
        {
            > PrivacyPlan.SlowNoise => "the noise drowns the updates; more clients or fewer parameters would help, since noise does not grow with the clients",
            > PrivacyPlan.ClearNoise => "noise and updates are of one order: training is slow at best",
            _ => "the updates stand out from the noise",
        };
        string alike = PrivacyParameter > 1
            ? FormattableString.Invariant($" The mean is as noisy as that of {Clients * PrivacyParameter:N0} clients at e = 1, whose rounds would cost rho = 0.5 each.")
            : "";
        return FormattableString.Invariant(
            $"A round's noise has norm {NoiseNorm:G3} ({NoiseStandardDeviation:G3} per coordinate), the sum of the updates at most {SignalBound:G3}: {verdict}.") + alike;
    }

    private static double? Bounded(double value) => double.IsFinite(value) ? value : null;
}

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
