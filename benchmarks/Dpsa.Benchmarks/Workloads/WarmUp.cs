using System.Diagnostics;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>
/// Brings methods to the JIT compiler's last tier before they are measured, on inputs which cost little: that takes some
/// thirty calls, a tenth of a second of quiet, and as much again where the compiler profiles first.
/// </summary>
internal static class WarmUp
{
    private const int Dimension = 1000;
    private const int Rounds = 3;
    private const int CallsPerRound = 35;

    private static readonly TimeSpan RoundBudget = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.12);
    private static readonly HashSet<(string Function, int Threads)> Done = [];

    /// <summary>Warms an aggregation function, once in this process.</summary>
    public static void Function(string function, int threads)
    {
        if (!Done.Add((function, threads)))
            return;
        Client client = new(function, Dimension, threads);
        Of(() =>
        {
            client.Shard();
            client.Outputs();
        });
    }

    /// <summary>Warms what the action calls.</summary>
    public static void Of(Action action)
    {
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch time = Stopwatch.StartNew();
            for (int call = 0; call < CallsPerRound && time.Elapsed < RoundBudget; call++)
                action();
            Thread.Sleep(Quiet);
        }
    }
}
