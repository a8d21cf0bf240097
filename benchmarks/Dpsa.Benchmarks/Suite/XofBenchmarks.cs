using BenchmarkDotNet.Attributes;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does one stream of pseudorandom bytes cost, by its length?</summary>
[MemoryDiagnoser]
public class XofBenchmarks
{
    private readonly byte[] _seed = new byte[16];
    private byte[] _data = null!;

    [Params(168, 1 << 12, 1 << 20)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void SetUp() => _data = new byte[Bytes];

    [Benchmark]
    public void Squeeze()
    {
        using XofStream stream = XofAlgorithm.TurboShake128.Start(_seed, "benchmark"u8);
        stream.Squeeze(_data);
    }

    [Benchmark]
    public byte Absorb()
    {
        using XofStream stream = XofAlgorithm.TurboShake128.Start(_seed, "benchmark"u8);
        stream.Absorb(_data);
        Span<byte> derived = stackalloc byte[16];
        stream.Squeeze(derived);
        return derived[0];
    }
}
