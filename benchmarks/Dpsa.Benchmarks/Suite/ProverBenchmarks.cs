using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does the heavy part of a proof cost: 64 wires, brought to the coset and multiplied in pairs, by field and size?</summary>
[MemoryDiagnoser]
public class ProverBenchmarks
{
    private const int Pairs = 32;

    private Action _products128 = null!;
    private Action _products64 = null!;

    [Params(6, 10)]
    public int SizeLog2 { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _products128 = Products<Field128>();
        _products64 = Products<Field64>();
    }

    [Benchmark]
    public void Products128() => _products128();

    [Benchmark]
    public void Products64() => _products64();

    private Action Products<F>()
        where F : unmanaged, IField<F>
    {
        int calls = (1 << SizeLog2) - 1;
        Gadget<F> gadget = new(new Mul<F>(), Pairs, calls);
        F[] inputs = FieldValues.Of<F>(gadget.Arity * calls, 3), seeds = FieldValues.Of<F>(gadget.Arity, 5);
        var sums = new F[1 << SizeLog2];
        return () => CosetSums.Compute<F>(gadget, inputs, seeds, sums);
    }
}
