using Dpsa.Benchmarks.Workloads;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Benchmarks.Quick;

/// <summary>What the quick run measures, in the order in which it prints.</summary>
internal static class QuickFigures
{
    private const int Dimension = 62006;
    private const int SmallDimension = 9000;
    private const int PairReports = 200;

    public static IEnumerable<Figure> All() =>
        [.. KernelFigures(), .. Prio3(Functions.Prio3Bits16, 16), .. Prio3(Functions.Prio3Bits32, 32), .. Batch(), .. Pine(), .. Memory()];

    private static IEnumerable<Figure> KernelFigures()
    {
        yield return Measures.Throughput("calibration_shake128", Kernels.SystemShake128);
        yield return Measures.Throughput("xof_turboshake128", Kernels.TurboShake128);
        yield return Measures.Kernel("field128_mul", "ns", 1e9 / Kernels.Products, Kernels.Multiply<Field128>);
        yield return Measures.Kernel("field128_mulby", "ns", 1e9 / Kernels.Products, Kernels.MultiplyBy<Field128>);
        yield return Measures.Kernel("field64_mul", "ns", 1e9 / Kernels.Products, Kernels.Multiply<Field64>);
        yield return Measures.Kernel("ntt128_1024", "us", 1e6 / Kernels.Transforms, () => Kernels.Transform<Field128>(10));
        yield return Measures.Kernel("ntt64_1024", "us", 1e6 / Kernels.Transforms, () => Kernels.Transform<Field64>(10));
    }

    private static IEnumerable<Figure> Prio3(string function, int bits)
    {
        yield return Measures.Shard($"shard_{bits}_1t_{Dimension}", function, Dimension, 1);
        yield return Measures.Shard($"shard_{bits}_2t_{Dimension}", function, Dimension, 2);
        yield return Measures.Prepare($"leader_prepare_{bits}_{Dimension}", function, Dimension, AggregatorRole.Leader);
        yield return Measures.Prepare($"helper_prepare_{bits}_{Dimension}", function, Dimension, AggregatorRole.Helper);
        yield return Measures.Noise($"noise_eps30_{bits}_1t_{Dimension}", 30, 1L << bits, Dimension, 1);
        yield return Measures.Noise($"noise_eps30_{bits}_2t_{Dimension}", 30, 1L << bits, Dimension, 2);
    }

    private static IEnumerable<Figure> Batch()
    {
        yield return Measures.Quantise($"quantize_{Dimension}", Functions.Prio3Bits16, Dimension);
        yield return Measures.Accumulate($"accumulate_10_{Dimension}", Functions.Prio3Bits16, Dimension, shares: 10);
    }

    private static IEnumerable<Figure> Pine()
    {
        foreach ((string function, int dimension) in new[]
        {
            (Functions.Pine64, Dimension), (Functions.Pine64OfDraft, Dimension), (Functions.Pine64, SmallDimension),
        })
        {
            string prefix = Prefix(function);
            yield return Measures.Shard($"{prefix}shard_{dimension}", function, dimension, 1);
            yield return Measures.Prepare($"{prefix}leader_prepare_{dimension}", function, dimension, AggregatorRole.Leader);
            yield return Measures.Prepare($"{prefix}helper_prepare_{dimension}", function, dimension, AggregatorRole.Helper);
        }

        yield return Measures.Pair(
            $"{Prefix(Functions.Pine64)}pair_{PairReports}_reports_{SmallDimension}", Functions.Pine64, SmallDimension, PairReports);
    }

    private static string Prefix(string function) => function.Replace('-', '_') + "_";

    private static IEnumerable<Figure> Memory()
    {
        if (!MemoryProbe.IsSupported)
            yield break;
        foreach ((string prefix, string function, string bits) in new[] { ("", Functions.Prio3Bits16, "_16"), (Prefix(Functions.Pine64), Functions.Pine64, "") })
        {
            foreach (string operation in MemoryProbe.Operations)
            {
                string name = operation == MemoryProbe.Shard ? operation : $"{operation}_prepare";
                yield return Measures.Memory($"{prefix}{name}_memory{bits}_{Dimension}", operation, function, Dimension);
            }
        }
    }
}
