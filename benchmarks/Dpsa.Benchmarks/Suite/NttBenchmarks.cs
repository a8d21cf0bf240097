using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does one transform cost, by field and size?</summary>
[MemoryDiagnoser]
public class NttBenchmarks
{
    private Field128[] _values128 = null!;
    private Field64[] _values64 = null!;

    [Params(6, 10, 14)]
    public int SizeLog2 { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _values128 = FieldValues.Of<Field128>(1 << SizeLog2, 3);
        _values64 = FieldValues.Of<Field64>(1 << SizeLog2, 3);
    }

    [Benchmark]
    public void Forward128() => NttDomain<Field128>.OfLog2(SizeLog2).Forward(_values128);

    [Benchmark]
    public void Inverse128() => NttDomain<Field128>.OfLog2(SizeLog2).Inverse(_values128);

    [Benchmark]
    public void Forward64() => NttDomain<Field64>.OfLog2(SizeLog2).Forward(_values64);

    [Benchmark]
    public void Inverse64() => NttDomain<Field64>.OfLog2(SizeLog2).Inverse(_values64);
}
