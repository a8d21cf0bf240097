using System.Diagnostics;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Benchmarks.Quick;

/// <summary>How each kind of row is measured.</summary>
internal static class Measures
{
    private static readonly TimeSpan KernelBudget = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan Hurry = TimeSpan.FromSeconds(55);
    private static readonly Stopwatch Total = Stopwatch.StartNew();
    private static readonly Dictionary<(string Function, int Dimension, int Threads), Client> Clients = [];

    /// <summary>On a slow machine the last rows are run once.</summary>
    private static TimeSpan Budget => Total.Elapsed < Hurry ? TimeSpan.FromSeconds(1) : TimeSpan.Zero;

    /// <summary>GB/s of a stream of <see cref="Kernels.StreamBytes"/>.</summary>
    public static Figure Throughput(string name, Func<Action> create) =>
        new(name, () => Row(name, Warmed(create()), "GB/s", t => Kernels.StreamBytes / t.TotalSeconds / 1e9));

    /// <summary>A loop; <paramref name="perSecond"/> turns its seconds into the unit.</summary>
    public static Figure Kernel(string name, string unit, double perSecond, Func<Action> create) =>
        new(name, () => Row(name, Warmed(create()), unit, t => t.TotalSeconds * perSecond));

    /// <summary>A client's part of a report.</summary>
    public static Figure Shard(string name, string function, int dimension, int threads) => new(name, () =>
    {
        Client client = ClientOf(function, dimension, threads);
        return Milliseconds(name, Timing.Of(() => client.Shard(), Budget));
    });

    /// <summary>An aggregator's evaluation of the proof, on one thread.</summary>
    public static Figure Prepare(string name, string function, int dimension, AggregatorRole role) => new(name, () =>
    {
        Client client = ClientOf(function, dimension, 1);
        ReportShares shares = client.Shares;
        byte[] input = role == AggregatorRole.Leader ? shares.LeaderInputShare : shares.HelperInputShare;
        return Milliseconds(name, Timing.Of(() => client.Prepare(role, shares.PublicShare, input), Budget));
    });

    /// <summary>One aggregator's noise for a batch.</summary>
    public static Figure Noise(string name, int epsilon, long sensitivity, int dimension, int threads) => new(name, () =>
    {
        DiscreteGaussianMechanism mechanism = DiscreteGaussianMechanism.ForBudget(new ZcdpBudget(epsilon), sensitivity);
        var noise = new Int128[dimension];
        WarmUp.Of(() => mechanism.FillParallel(noise.AsMemory(0, 1000), threads));
        return Milliseconds(name, Timing.Of(() => mechanism.FillParallel(noise, threads), KernelBudget));
    });

    /// <summary>Clip and quantise.</summary>
    public static Figure Quantise(string name, string function, int dimension) => new(name, () =>
    {
        using Update update = new(function, dimension);
        return Milliseconds(name, Warmed(() => update.Quantise()));
    });

    /// <summary>Adding output shares to an aggregate share.</summary>
    public static Figure Accumulate(string name, string function, int dimension, int shares) => new(name, () =>
    {
        Client client = ClientOf(function, dimension, 1);
        byte[] output = client.PrepareLeader().State.OutputShare;
        var sum = new byte[client.Vdaf.AggregateShareSize];
        return Milliseconds(name, Warmed(() =>
        {
            for (int i = 0; i < shares; i++)
                client.Vdaf.Accumulate(sum, output);
        }));
    });

    /// <summary>Reports through both aggregators in this process.</summary>
    public static Figure Pair(string name, string function, int dimension, int reports) => new(name, () =>
    {
        WarmUp.Function(function, threads: 1);
        WarmUp.Function(function, Environment.ProcessorCount);
        return new QuickRow(name, Rounding.ToDigits(PairRun.Measure(function, dimension, reports).TotalSeconds, 3), "s", null, 1);
    });

    /// <summary>Peak memory above the inputs, on one thread.</summary>
    public static Figure Memory(string name, string operation, string function, int dimension) => new(name, () =>
        new QuickRow(name, MemoryProbe.Measure(operation, function, dimension, ClientOf(function, dimension, 1).Shares), "MiB", null, 1));

    private static Timing Warmed(Action kernel)
    {
        WarmUp.Of(kernel);
        return Timing.Of(kernel, KernelBudget);
    }

    private static QuickRow Milliseconds(string name, Timing timing) => Row(name, timing, "ms", t => t.TotalMilliseconds);

    private static QuickRow Row(string name, Timing timing, string unit, Func<TimeSpan, double> figure) =>
        new(name, Rounding.ToDigits(figure(timing.Median), 3), unit, Rounding.ToDigits(figure(timing.Minimum), 3), timing.Runs);

    private static Client ClientOf(string function, int dimension, int threads)
    {
        WarmUp.Function(function, threads);
        if (!Clients.TryGetValue((function, dimension, threads), out Client? client))
            Clients.Add((function, dimension, threads), client = new Client(function, dimension, threads));
        return client;
    }
}
