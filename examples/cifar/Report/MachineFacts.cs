using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dpsa.Examples.Cifar.Report;

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
