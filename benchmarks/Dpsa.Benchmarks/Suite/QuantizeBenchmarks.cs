using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does clipping and quantising an update cost, as tensor operations?</summary>
[MemoryDiagnoser]
public class QuantizeBenchmarks : IDisposable
{
    private Update _update = null!;

    [Params(Functions.Prio3Bits16, Functions.Prio3Bits32)]
    public string Function { get; set; } = null!;

    [Params(1000, 10_000, 62_006)]
    public int Dimension { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _update = new Update(Function, Dimension);
        WarmUp.Of(() => _update.Quantise());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _update.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public object Quantise() => _update.Quantise();
}
