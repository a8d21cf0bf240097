using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does adding ten verified output shares cost?</summary>
[MemoryDiagnoser]
public class AggregateBenchmarks
{
    private const int Shares = 10;

    private Client _client = null!;
    private byte[] _output = null!;
    private byte[] _sum = null!;

    [Params(Functions.Prio3Bits16, Functions.Pine64)]
    public string Function { get; set; } = null!;

    [Params(1000, 10_000, 62_006)]
    public int Dimension { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        WarmUp.Function(Function, threads: 1);
        _client = new Client(Function, Dimension, threads: 1);
        _output = _client.Outputs().Leader;
        _sum = new byte[_client.Vdaf.AggregateShareSize];
    }

    [Benchmark]
    public void Accumulate()
    {
        for (int i = 0; i < Shares; i++)
            _client.Vdaf.Accumulate(_sum, _output);
    }
}
