// Peak memory of one operation above its inputs, as the operating system sees it.
//
// A fresh process compiles the code paths on a small vector, reads the inputs from files, collects, and takes its resident set (VmRSS)
// as the base. It then runs the operation once and takes the largest resident set it ever had (VmHWM). The difference holds
// working memory, outputs, pools, and garbage that the collector had not yet taken back.

using System.Diagnostics;
using System.Globalization;
using Dpsa.Vdaf;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>Measures peak memory in a child process of its own.</summary>
internal static class MemoryProbe
{
    public const string Shard = "shard";
    public const string Leader = "leader";
    public const string Helper = "helper";

    private const int WarmupDimension = 100;
    private const string Status = "/proc/self/status";

    public static IReadOnlyList<string> Operations { get; } = [Shard, Leader, Helper];

    public static bool IsSupported => File.Exists(Status);

    /// <summary>Largest resident set that this process ever had.</summary>
    public static long PeakResidentBytes => StatusBytes("VmHWM");

    /// <summary>MiB that the operation needs at its peak, above its inputs.</summary>
    public static double Measure(string operation, string function, int dimension, ReportShares shares)
    {
        string folder = Directory.CreateTempSubdirectory("dpsa-bench-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "public"), shares.PublicShare);
            File.WriteAllBytes(Path.Combine(folder, Leader), shares.LeaderInputShare);
            File.WriteAllBytes(Path.Combine(folder, Helper), shares.HelperInputShare);
            return RunProcess(operation, function, dimension.ToString(CultureInfo.InvariantCulture), folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The child's part: prints the MiB.</summary>
    public static int RunChild(string operation, string function, string dimension, string folder)
    {
        Client small = new(function, WarmupDimension, threads: 1);
        _ = small.Outputs();
        Client client = new(function, int.Parse(dimension, CultureInfo.InvariantCulture), threads: 1);
        Func<object> run = Operation(operation, client, folder);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        long resident = StatusBytes("VmRSS");
        object outputs = run();
        long peak = PeakResidentBytes;
        GC.KeepAlive(outputs);
        GC.KeepAlive(run);
        Console.WriteLine(((peak - resident) / (double)(1 << 20)).ToString("F1", CultureInfo.InvariantCulture));
        return 0;
    }

    private static Func<object> Operation(string operation, Client client, string folder)
    {
        byte[] Read(string file) => File.ReadAllBytes(Path.Combine(folder, file));
        switch (operation)
        {
            case Shard:
                return client.Shard;
            case Leader or Helper:
                AggregatorRole role = operation == Leader ? AggregatorRole.Leader : AggregatorRole.Helper;
                byte[] publicShare = Read("public");
                byte[] inputShare = Read(operation);
                return () => client.Prepare(role, publicShare, inputShare);
            default:
                throw new ArgumentException($"There is no operation {operation}.", nameof(operation));
        }
    }

    private static double RunProcess(params string[] arguments)
    {
        ProcessStartInfo start = ChildProcess.Of(["memory", .. arguments]);
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Measuring the memory of {string.Join(' ', arguments)} ended with status {child.ExitCode}.");
    }

    private static long StatusBytes(string field)
    {
        string line = File.ReadLines(Status).First(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[(field.Length + 1)..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
