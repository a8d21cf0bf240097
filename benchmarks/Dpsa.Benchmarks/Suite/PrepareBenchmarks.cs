using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does verifying a report cost each aggregator, on its one thread?</summary>
[MemoryDiagnoser]
public class PrepareBenchmarks
{
    private Client _client = null!;

    [Params(Functions.Prio3Bits16, Functions.Prio3Bits32, Functions.Pine64)]
    public string Function { get; set; } = null!;

    [Params(1000, 10_000, 62_006)]
    public int Dimension { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        WarmUp.Function(Function, threads: 1);
        _client = new Client(Function, Dimension, threads: 1);
        _client.Outputs();
    }

    [Benchmark]
    public object Leader() => _client.PrepareLeader();

    [Benchmark]
    public object Helper() => _client.PrepareHelper();
}
