using System.Globalization;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Benchmarks.Scaling;

/// <summary>Bytes, times and memory of one report by dimension, as a markdown table: the rules of thumb of the README. Times are medians.</summary>
internal static class ScalingTable
{
    private const int Epsilon = 30;

    private static readonly int[] DefaultDimensions = [1000, 10_000, 100_000, 1_000_000];
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Prints the table.</summary>
    /// <param name="arguments">Names of functions and dimensions; without a name every function of the table, without a number 10^3 to 10^6.</param>
    public static int Run(string[] arguments)
    {
        int[] dimensions = [.. arguments.Where(a => char.IsDigit(a[0])).Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        string[] functions = [.. arguments.Where(a => !char.IsDigit(a[0])).Select(Functions.FullName)];
        Machine machine = Machine.Describe();
        Console.WriteLine($"{machine.Processor}, {machine.Vectors}, {machine.System}, {machine.Runtime}; load {machine.Load ?? "unknown"}\n");
        Console.WriteLine("| function | d | report | prepare share | client, 1 thread | client, 2 threads | leader | helper | noise of a batch | memory of client, leader, helper | client, ns / (d log2 d) |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (string function in functions.Length > 0 ? functions : Functions.ByScale)
        {
            WarmUp.Function(function, threads: 1);
            WarmUp.Function(function, threads: 2);
            foreach (int dimension in dimensions.Length > 0 ? dimensions : DefaultDimensions)
                Console.WriteLine(Line(function, dimension));
        }

        return 0;
    }

    private static string Line(string function, int dimension)
    {
        Client client = new(function, dimension, threads: 1);
        Client parallel = new(function, dimension, threads: 2);
        ReportShares shares = client.Shares;
        long report = shares.PublicShare.Length + shares.LeaderInputShare.LongLength + shares.HelperInputShare.Length;
        Timing shard = Timing.Of(() => client.Shard(), Budget);
        Timing shardParallel = Timing.Of(() => parallel.Shard(), Budget);
        Timing leader = Timing.Of(() => client.PrepareLeader(), Budget);
        Timing helper = Timing.Of(() => client.PrepareHelper(), Budget);
        DiscreteGaussianMechanism mechanism = DiscreteGaussianMechanism.ForBudget(new ZcdpBudget(Epsilon), client.Vdaf.L2Sensitivity);
        Timing noise = Timing.Of(() => mechanism.Sample(dimension, maxDegreeOfParallelism: 1), Budget);
        string memory = MemoryProbe.IsSupported
            ? string.Join(", ", MemoryProbe.Operations.Select(o => MemoryText(MemoryProbe.Measure(o, function, dimension, shares))))
            : "unknown";
        double growth = shard.Median.TotalNanoseconds / (dimension * Math.Log2(dimension));
        return string.Join(
            " | ",
            $"| {function}",
            dimension.ToString("N0", CultureInfo.InvariantCulture),
            BytesText(report),
            BytesText(client.Vdaf.PrepareShareSize),
            TimeText(shard),
            TimeText(shardParallel),
            TimeText(leader),
            TimeText(helper),
            TimeText(noise),
            memory,
            string.Create(CultureInfo.InvariantCulture, $"{growth:F0} |"));
    }

    private static string BytesText(long bytes) => bytes switch
    {
        < 100_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:G3} kB"),
        < 100_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:G3} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB"),
    };

    private static string TimeText(Timing timing) => timing.Median.TotalMilliseconds switch
    {
        < 1000 and double ms => string.Create(CultureInfo.InvariantCulture, $"{Significant(ms)} ms"),
        double ms => string.Create(CultureInfo.InvariantCulture, $"{Significant(ms / 1000)} s"),
    };

    private static string MemoryText(double mebibytes) => string.Create(CultureInfo.InvariantCulture, $"{mebibytes:F0} MiB");

    private static double Significant(double value) => Rounding.ToDigits(value, 2);
}
