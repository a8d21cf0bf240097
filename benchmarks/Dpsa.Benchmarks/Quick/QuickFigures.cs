using System.Diagnostics;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Benchmarks.Quick;

/// <summary>What the quick run measures, in the order in which it prints.</summary>
internal static class QuickFigures
{
    private const int Dimension = 62006;
    private const int Epsilon = 30;
    private const int WarmupDimension = 1000;
    private const int SharesAdded = 10;

    private static readonly TimeSpan KernelBudget = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan Hurry = TimeSpan.FromSeconds(60);
    private static readonly Stopwatch Total = Stopwatch.StartNew();
    private static readonly Dictionary<(string Function, int Dimension, int Threads), Client> Clients = [];

    /// <summary>On a slow machine the last rows are run once.</summary>
    private static TimeSpan Budget => Total.Elapsed < Hurry ? TimeSpan.FromSeconds(1) : TimeSpan.Zero;

    public static IEnumerable<(string Name, Func<QuickRow> Measure)> All()
    {
        yield return Throughput("calibration_shake128", Kernels.SystemShake128);
        yield return Throughput("xof_turboshake128", Kernels.TurboShake128);
        yield return Kernel("field128_mul", "ns", 1e9 / Kernels.Products, Kernels.Multiply<Field128>);
        yield return Kernel("field128_mulby", "ns", 1e9 / Kernels.Products, Kernels.MultiplyBy<Field128>);
        yield return Kernel("field64_mul", "ns", 1e9 / Kernels.Products, Kernels.Multiply<Field64>);
        yield return Kernel("ntt128_1024", "us", 1e6 / Kernels.Transforms, () => Kernels.Transform<Field128>(10));
        yield return Kernel("ntt64_1024", "us", 1e6 / Kernels.Transforms, () => Kernels.Transform<Field64>(10));

        foreach ((string function, int bits) in new[] { (Functions.Prio3Bits16, 16), (Functions.Prio3Bits32, 32) })
        {
            yield return Shard($"shard_{bits}_1t_{Dimension}", function, Dimension, 1);
            yield return Shard($"shard_{bits}_2t_{Dimension}", function, Dimension, 2);
            yield return Prepare($"leader_prepare_{bits}_{Dimension}", function, Dimension, AggregatorRole.Leader);
            yield return Prepare($"helper_prepare_{bits}_{Dimension}", function, Dimension, AggregatorRole.Helper);
            yield return Noise($"noise_eps{Epsilon}_{bits}_1t_{Dimension}", 1L << bits, 1);
            yield return Noise($"noise_eps{Epsilon}_{bits}_2t_{Dimension}", 1L << bits, 2);
        }

        yield return Quantise($"quantise_{Dimension}");
        yield return Accumulate($"accumulate_{SharesAdded}_{Dimension}");
        foreach (string operation in MemoryProbe.Operations)
        {
            string name = operation == MemoryProbe.Shard ? operation : $"{operation}_prepare";
            if (MemoryProbe.IsSupported)
                yield return Memory($"{name}_memory_16_{Dimension}", operation, Functions.Prio3Bits16, Dimension);
        }
    }

    private static (string Name, Func<QuickRow> Measure) Shard(string name, string function, int dimension, int threads) =>
        (name, () =>
        {
            Client client = ClientOf(function, dimension, threads);
            return Milliseconds(name, Timing.Of(() => client.Shard(), Budget));
        });

    private static (string Name, Func<QuickRow> Measure) Prepare(string name, string function, int dimension, AggregatorRole role) =>
        (name, () =>
        {
            Client client = ClientOf(function, dimension, 1);
            ReportShares shares = client.Shares;
            byte[] input = role == AggregatorRole.Leader ? shares.LeaderInputShare : shares.HelperInputShare;
            return Milliseconds(name, Timing.Of(() => client.Prepare(role, shares.PublicShare, input), Budget));
        });

    private static (string Name, Func<QuickRow> Measure) Noise(string name, long sensitivity, int threads) =>
        (name, () =>
        {
            DiscreteGaussianMechanism mechanism = DiscreteGaussianMechanism.ForBudget(new ZcdpBudget(Epsilon), sensitivity);
            void Fill(int length) => mechanism.FillParallel(new Int128[length], threads);
            WarmUp.Of(() => Fill(WarmupDimension));
            return Milliseconds(name, Timing.Of(() => Fill(Dimension), Budget));
        });

    private static (string Name, Func<QuickRow> Measure) Quantise(string name) =>
        (name, () =>
        {
            using Update update = new(Functions.Prio3Bits16, Dimension);
            WarmUp.Of(() => update.Quantise());
            return Milliseconds(name, Timing.Of(() => update.Quantise(), KernelBudget));
        });

    private static (string Name, Func<QuickRow> Measure) Accumulate(string name) =>
        (name, () =>
        {
            Client client = ClientOf(Functions.Prio3Bits16, Dimension, 1);
            byte[] output = client.PrepareLeader().State.OutputShare;
            var sum = new byte[client.Vdaf.AggregateShareSize];
            return Milliseconds(name, Timing.Of(
                () =>
                {
                    for (int i = 0; i < SharesAdded; i++)
                        client.Vdaf.Accumulate(sum, output);
                },
                KernelBudget));
        });

    private static (string Name, Func<QuickRow> Measure) Memory(string name, string operation, string function, int dimension) =>
        (name, () => new QuickRow(
            name, MemoryProbe.Measure(operation, function, dimension, ClientOf(function, dimension, 1).Shares), "MiB", null, 1));

    private static (string Name, Func<QuickRow> Measure) Kernel(string name, string unit, double perSecond, Func<Action> create) =>
        (name, () =>
        {
            Timing timing = Warmed(create());
            return Row(name, timing, unit, t => t.TotalSeconds * perSecond);
        });

    private static (string Name, Func<QuickRow> Measure) Throughput(string name, Func<Action> create) =>
        (name, () => Row(name, Warmed(create()), "GB/s", t => Kernels.StreamBytes / t.TotalSeconds / 1e9));

    private static Timing Warmed(Action kernel)
    {
        WarmUp.Of(kernel);
        return Timing.Of(kernel, KernelBudget);
    }

    private static QuickRow Milliseconds(string name, Timing timing) => Row(name, timing, "ms", t => t.TotalMilliseconds);

    private static QuickRow Row(string name, Timing timing, string unit, Func<TimeSpan, double> figure) =>
        new(name, Significant(figure(timing.Minimum)), unit, Significant(figure(timing.Median)), timing.Runs);

    private static double Significant(double value) => Rounding.ToDigits(value, 3);

    private static Client ClientOf(string function, int dimension, int threads)
    {
        WarmUp.Function(function, threads);
        if (!Clients.TryGetValue((function, dimension, threads), out Client? client))
            Clients.Add((function, dimension, threads), client = new Client(function, dimension, threads));
        return client;
    }
}
