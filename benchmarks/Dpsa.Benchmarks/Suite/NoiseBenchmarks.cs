using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Privacy;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does one aggregator's exact discrete Gaussian noise cost, at privacy parameter 30?</summary>
[MemoryDiagnoser]
public class NoiseBenchmarks
{
    private NoiseMechanism _mechanism = null!;
    private Int128[] _noise = null!;

    [Params(16, 32)]
    public int Bits { get; set; }

    [Params(1000, 10_000, 62_006)]
    public int Dimension { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _mechanism = DiscreteGaussianMechanism.ForBudget(new ZcdpBudget(30), 1L << Bits);
        _noise = new Int128[Dimension];
        WarmUp.Of(() => _mechanism.FillParallel(_noise.AsMemory(0, 1000), Threads));
    }

    [Benchmark]
    public void Fill() => _mechanism.FillParallel(_noise, Threads);
}
