using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>What a figure was measured on.</summary>
/// <param name="Processor">Model, as the system names it.</param>
/// <param name="Cores">Logical processors that the process may use.</param>
/// <param name="MemoryGiB">Memory that the process may use.</param>
/// <param name="Vectors">Widest vectors and the instruction sets that kernels choose from.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET version.</param>
/// <param name="Load">Average number of runnable threads during the minute before, where the system says so.</param>
internal sealed record Machine(string Processor, int Cores, double MemoryGiB, string Vectors, string System, string Runtime, string? Load)
{
    public static Machine Describe() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        VectorName(),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        LoadAverage());

    private static string ProcessorName()
    {
        const string Info = "/proc/cpuinfo";
        string? line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        string model = line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown";
        return $"{model} ({RuntimeInformation.ProcessArchitecture})";
    }

    private static string VectorName()
    {
        List<string> names = [Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits"];
        if (Avx2.IsSupported) names.Add("AVX2");
        if (Avx512F.IsSupported) names.Add("AVX-512F");
        if (Bmi2.X64.IsSupported) names.Add("BMI2");
        return string.Join(", ", names);
    }

    private static string? LoadAverage()
    {
        const string Average = "/proc/loadavg";
        return File.Exists(Average) ? File.ReadAllText(Average).Split(' ')[0] : null;
    }
}
