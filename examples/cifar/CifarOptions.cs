using System.Globalization;
using System.Text.Json.Serialization;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar;

/// <summary>Everything that can be chosen about a run. The presets are the only place with default values.</summary>
internal sealed record CifarOptions
{
    /// <summary>As in the reference: the sum of a single client's update is never released.</summary>
    public const int MinClients = 2;

    public const int MaxClients = 10_000;

    [JsonConverter(typeof(LowerCaseConverter<Preset>))]
    public required Preset Preset { get; init; }

    public required int Clients { get; init; }

    public required int Rounds { get; init; }

    [JsonConverter(typeof(LowerCaseConverter<Partitioning>))]
    public required Partitioning Partition { get; init; }

    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    public required double Momentum { get; init; }

    public required int LocalEpochs { get; init; }

    [JsonConverter(typeof(LowerCaseConverter<AggregationFunction>))]
    public required AggregationFunction Function { get; init; }

    /// <summary>Bits of the fixed-point numbers: 16 or 32.</summary>
    public required int Bits { get; init; }

    /// <summary>The privacy parameter e of one round, exact; null for no noise.</summary>
    [JsonConverter(typeof(PrivacyParameterConverter))]
    public required Rational? PrivacyParameter { get; init; }

    public required double ClipNorm { get; init; }

    [JsonConverter(typeof(LowerCaseConverter<UpdateRule>))]
    public required UpdateRule Aggregation { get; init; }

    public required double ServerLearningRate { get; init; }

    public long Seed { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary><c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The images to train on; null for the best that can be had.</summary>
    [JsonConverter(typeof(LowerCaseConverter<DataSet>))]
    public DataSet? DataSet { get; init; }

    /// <summary>Folder of the data set; null to use what was kept, what is beside the checkout, or the network.</summary>
    public string? DataDirectory { get; init; }

    public string OutputDirectory { get; init; } = RepositoryPaths.Output;

    /// <summary>Folder for TensorBoard's scalars; null for none.</summary>
    public string? TensorBoardDirectory { get; init; }

    /// <summary>The setting of the reference's code: noise that drowns two clients, for a guarantee worth nothing.</summary>
    public static CifarOptions Reference { get; } = new()
    {
        Preset = Preset.Reference,
        Clients = 2,
        Rounds = 3,
        Partition = Partitioning.All,
        BatchSize = 32,
        LearningRate = 0.001,
        Momentum = 0.9,
        LocalEpochs = 1,
        Function = AggregationFunction.Prio3,
        Bits = 32,
        PrivacyParameter = 30,
        ClipNorm = 1,
        Aggregation = UpdateRule.Sum,
        ServerLearningRate = 1,
    };

    /// <summary>The run in the reference's README.</summary>
    public static CifarOptions ReferenceNoNoise { get; } = Reference with
    {
        Preset = Preset.ReferenceNoNoise,
        Rounds = 7,
        PrivacyParameter = null,
    };

    /// <summary>
    /// The run that shows most within a few minutes on two cores: the reference's noise over thirty times its clients.
    /// </summary>
    public static CifarOptions Default { get; } = Reference with
    {
        Preset = Preset.Default,
        Clients = 60,
        Rounds = 20,
        Partition = Partitioning.Iid,
        LearningRate = 0.04,
        Bits = 16,
        ServerLearningRate = 1.5,
        Aggregation = UpdateRule.Mean,
    };

    public static CifarOptions Of(Preset preset) => preset switch
    {
        Preset.Default => Default,
        Preset.Reference => Reference,
        Preset.ReferenceNoNoise => ReferenceNoNoise,
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "Unknown preset."),
    };

    /// <summary>What is wrong with the values: one message for each, empty where all is well.</summary>
    public IEnumerable<string> Validate()
    {
        if (Clients is < MinClients or > MaxClients)
            yield return $"--clients must be from {MinClients} to {MaxClients}, not {Clients}: the aggregators release no sum of fewer than {MinClients} reports.";

        if (Rounds is < 1 or > 100_000)
            yield return $"--rounds must be from 1 to 100000, not {Rounds}.";

        if (BatchSize is < 1 or > 50_000)
            yield return $"--batch-size must be from 1 to 50000, not {BatchSize}.";

        if (!IsPositive(LearningRate))
            yield return Invariant($"--lr must be positive and finite, not {LearningRate}.");

        if (!(Momentum is >= 0 and < 1))
            yield return Invariant($"--momentum must be at least 0 and below 1, not {Momentum}.");

        if (LocalEpochs is < 1 or > 10_000)
            yield return $"--local-epochs must be from 1 to 10000, not {LocalEpochs}.";

        if (Bits is not (16 or 32))
            yield return $"--bits must be 16 or 32, not {Bits}.";

        if (PrivacyParameter is { } parameter && (parameter <= Rational.Zero || (Bits is 16 or 32 && parameter > MaxPrivacyParameter)))
        {
            yield return Invariant(
                $"--privacy must be above 0 and at most {MaxPrivacyParameter}, where the noise is one step of the numbers sent, or 'none', not {Figures.Fraction(parameter)}.");
        }

        if (!IsPositive(ClipNorm))
            yield return Invariant($"--clip must be positive and finite, not {ClipNorm}.");

        if (!IsPositive(ServerLearningRate))
            yield return Invariant($"--server-lr must be positive and finite, not {ServerLearningRate}.");

        if (Threads is < 1 or > 1024)
            yield return $"--threads must be from 1 to 1024, not {Threads}.";

        if (!IsDevice(Device))
            yield return $"--device must be cpu, cuda or cuda:n, not '{Device}'.";

        if (DataSet == Data.DataSet.Synthetic && DataDirectory is not null)
            yield return "--data has no use for synthetic images: they are made by code.";

        if (DataDirectory is { } data && string.IsNullOrWhiteSpace(data))
            yield return "--data must name a folder; the name is empty.";

        if (string.IsNullOrWhiteSpace(OutputDirectory))
            yield return "--output must name a folder; the name is empty.";

        if (TensorBoardDirectory is { } scalars && string.IsNullOrWhiteSpace(scalars))
            yield return "--tensorboard must name a folder; the name is empty.";
    }

    /// <summary>2^(fractional bits + 1): above it, an aggregator's noise of 2C/e is less than one step of the fixed-point numbers and rounds to zero.</summary>
    private long MaxPrivacyParameter => 2L << Function.FractionalBits(Bits);

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);

    private static bool IsDevice(string device) => device is "cpu" or "cuda"
        || (device.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(device.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>Named settings of all options.</summary>
internal enum Preset
{
    Default,
    Reference,
    ReferenceNoNoise,
}
