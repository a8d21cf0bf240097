using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does a report cost its client?</summary>
[MemoryDiagnoser]
public class ShardBenchmarks
{
    private Client _client = null!;

    [Params(Functions.Prio3Bits16, Functions.Prio3Bits32, Functions.Pine64)]
    public string Function { get; set; } = null!;

    [Params(1000, 10_000, 62_006)]
    public int Dimension { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        WarmUp.Function(Function, Threads);
        _client = new Client(Function, Dimension, Threads);
    }

    [Benchmark]
    public object Shard() => _client.Shard();
}
