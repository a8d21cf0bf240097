using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Serialization;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Everything that a run leaves in <c>metrics.json</c>.</summary>
internal sealed record RunReport
{
    /// <summary>Rises when a reader of the file would have to change.</summary>
    public int FormatVersion { get; init; } = 3;

    public required DateTimeOffset StartedAt { get; init; }

    [JsonConverter(typeof(LowerCaseConverter<RunOutcome>))]
    public required RunOutcome Outcome { get; init; }

    /// <summary>Why the run failed; null unless it did.</summary>
    public string? Failure { get; init; }

    public required CifarOptions Options { get; init; }

    public required DataReport Data { get; init; }

    public required MachineFacts Machine { get; init; }

    /// <summary>Number d of parameters of the model.</summary>
    public required int Dimension { get; init; }

    /// <summary>Of the coordinates that clients send, a coordinate of the clip norm being 1.</summary>
    public required int FractionalBits { get; init; }

    /// <summary>The model before the first round; null where the run ended before.</summary>
    public Evaluation? Initial { get; init; }

    public required IReadOnlyList<RoundReport> Rounds { get; init; }

    public required RunTotals Totals { get; init; }

    public required PrivacyReport Privacy { get; init; }
}

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>Not yet, or the process was killed.</summary>
    Running,
    Completed,
    Interrupted,
    Failed,
}

/// <summary>The data set of a run.</summary>
/// <param name="Set">Which images.</param>
/// <param name="Origin">Where they come from, for the reader.</param>
/// <param name="TrainingImages">How many, over all clients.</param>
/// <param name="TestImages">How many.</param>
internal sealed record DataReport(
    [property: JsonConverter(typeof(LowerCaseConverter<DataSet>))] DataSet Set,
    string Origin,
    int TrainingImages,
    int TestImages)
{
    /// <summary>The data set's name.</summary>
    public string Name => Set.Title();

    /// <summary>What a reader of the figures must not miss; null for CIFAR-10.</summary>
    public string? Warning => Set.Warning();
}

/// <summary>What the measured times depend on.</summary>
internal sealed record MachineFacts
{
    public required string OperatingSystem { get; init; }

    public required string Runtime { get; init; }

    public required string Processor { get; init; }

    public required int LogicalProcessors { get; init; }

    /// <summary>Widest vectors that the runtime uses, in bits.</summary>
    public required int VectorBits { get; init; }

    public required long MemoryBytes { get; init; }

    public static MachineFacts Collect() => new()
    {
        OperatingSystem = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
        Processor = ProcessorName(),
        LogicalProcessors = Environment.ProcessorCount,
        VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
    };

    private static string ProcessorName()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? name = OperatingSystemIsLinux() ? ModelName(CpuInfo) : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return name ?? RuntimeInformation.ProcessArchitecture.ToString().ToLower(CultureInfo.InvariantCulture);
    }

    private static string? ModelName(string path) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;

    private static bool OperatingSystemIsLinux() => System.OperatingSystem.IsLinux();
}
