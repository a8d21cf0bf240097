using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Benchmarks.Suite;

/// <summary>What does one operation of a field cost, in a loop over independent elements? Rows that can use vector registers: AddEncoded and MultiplyAdd.</summary>
[MemoryDiagnoser]
public class FieldKernelBenchmarks
{
    private const int Elements = 1024;

    private readonly Field128[] _left128 = FieldValues.Of<Field128>(Elements, 3);
    private readonly Field128[] _right128 = FieldValues.Of<Field128>(Elements, 5);
    private readonly Field64[] _left64 = FieldValues.Of<Field64>(Elements, 3);
    private readonly Field64[] _right64 = FieldValues.Of<Field64>(Elements, 5);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Add128() => Add(_left128, _right128);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void AddEncoded128() => AddEncoded(_left128, _right128);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Multiply128() => Multiply(_left128, _right128);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void MultiplyBy128() => MultiplyBy(_left128, _right128);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Add64() => Add(_left64, _right64);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void AddEncoded64() => AddEncoded(_left64, _right64);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void MultiplyAdd64() => FieldVectors.MultiplyAdd<Field64>(_left64, _right64, _right64[7]);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Multiply64() => Multiply(_left64, _right64);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void MultiplyBy64() => MultiplyBy(_left64, _right64);

    private static void Add<F>(F[] left, F[] right)
        where F : unmanaged, IField<F>
    {
        for (int i = 0; i < left.Length; i++)
            left[i] += right[i];
    }

    private static void AddEncoded<F>(F[] left, F[] right)
        where F : unmanaged, IField<F> =>
        EncodedSums.Add<F>(MemoryMarshal.AsBytes(left.AsSpan()), MemoryMarshal.AsBytes(right.AsSpan()), "The sum", "The addend");

    private static void Multiply<F>(F[] left, F[] right)
        where F : unmanaged, IField<F>
    {
        for (int i = 0; i < left.Length; i++)
            left[i] *= right[i];
    }

    private static void MultiplyBy<F>(F[] left, F[] right)
        where F : unmanaged, IField<F>
    {
        for (int i = 0; i < left.Length; i++)
            left[i] = F.MultiplyBy(left[i], right[i]);
    }
}
