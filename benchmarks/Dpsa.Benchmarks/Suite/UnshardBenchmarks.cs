using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does the coordinator pay for the sum?</summary>
[MemoryDiagnoser]
public class UnshardBenchmarks
{
    private Client _client = null!;
    private (byte[] Leader, byte[] Helper) _shares;

    [Params(Functions.Prio3Bits16, Functions.Pine64)]
    public string Function { get; set; } = null!;

    [Params(1000, 10_000, 62_006)]
    public int Dimension { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        WarmUp.Function(Function, threads: 1);
        _client = new Client(Function, Dimension, threads: 1);
        _shares = _client.Outputs();
    }

    [Benchmark]
    public object Unshard() => _client.Vdaf.Unshard(_shares.Leader, _shares.Helper, reportCount: 1);
}
