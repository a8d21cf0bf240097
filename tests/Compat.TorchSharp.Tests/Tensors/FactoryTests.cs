using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Tensors;

public sealed class FactoryTests
{
    public static TheoryData<string, ScalarType> DefaultTypes => new()
    {
        { "tensor(1)", ScalarType.Int32 },
        { "tensor(1L)", ScalarType.Int64 },
        { "tensor(1.0)", ScalarType.Float64 },
        { "tensor(1f)", ScalarType.Float32 },
        { "tensor(true)", ScalarType.Bool },
        { "tensor(double[])", ScalarType.Float64 },
        { "tensor(float[])", ScalarType.Float32 },
        { "tensor(byte[])", ScalarType.Byte },
        { "zeros", ScalarType.Float32 },
        { "arange(3)", ScalarType.Int64 },
        { "arange(3.0)", ScalarType.Float32 },
        { "full(2)", ScalarType.Int64 },
        { "full(2f)", ScalarType.Float32 },
        { "randint", ScalarType.Int64 },
        { "randperm", ScalarType.Int64 },
        { "randn", ScalarType.Float32 },
    };

    [Theory]
    [MemberData(nameof(DefaultTypes))]
    public void Element_type_without_a_given_one(string made, ScalarType expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = made switch
        {
            "tensor(1)" => tensor(1),
            "tensor(1L)" => tensor(1L),
            "tensor(1.0)" => tensor(1.0),
            "tensor(1f)" => tensor(1f),
            "tensor(true)" => tensor(true),
            "tensor(double[])" => tensor(new double[] { 1 }),
            "tensor(float[])" => tensor(new float[] { 1 }),
            "tensor(byte[])" => tensor(new byte[] { 1 }),
            "zeros" => zeros(2),
            "arange(3)" => arange(3),
            "arange(3.0)" => arange(3.0),
            "full(2)" => full(3, 2),
            "full(2f)" => full(3, 2f),
            "randint" => randint(5, new long[] { 3 }),
            "randperm" => randperm(3),
            _ => randn(3),
        };
        t.dtype.ShouldBe(expected);
    }

    [Fact]
    public void Arrays_keep_their_shape_and_order()
    {
        using DisposeScope scope = NewDisposeScope();
        tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).ShouldHold([2, 3], [1, 2, 3, 4, 5, 6]);
        tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2).ShouldHold([3, 2], [1, 2, 3, 4, 5, 6]);
        tensor(new long[] { 1, 2, 3, 4 }, 2, 2).ShouldHold([2, 2], [1, 2, 3, 4]);
        tensor(new List<double> { 7, 8 }).ShouldHold([2], [7, 8]);
        from_array(new int[,] { { 1 }, { 2 } }).ShouldHold([2, 1], [1, 2]);
        tensor(3).ShouldHold([], [3]);
    }

    [Fact]
    public void Tensors_are_copies_of_the_array()
    {
        float[] source = [1, 2];
        using Tensor t = tensor(source);
        source[0] = 9;
        t.ShouldHold([2], [1, 2]);
    }

    [Fact]
    public void Element_type_converts()
    {
        using Tensor t = tensor(new double[] { 1.75, -1.75 }, dtype: ScalarType.Int32);
        t.dtype.ShouldBe(ScalarType.Int32);
        t.ShouldHold([2], [1, -1]);
    }

    [Fact]
    public void Filled_tensors()
    {
        using DisposeScope scope = NewDisposeScope();
        zeros(2, 2).ShouldHold([2, 2], [0, 0, 0, 0]);
        ones(3, dtype: ScalarType.Int64).ShouldHold([3], [1, 1, 1]);
        full(new long[] { 2 }, 2.5).ShouldHold([2], [2.5, 2.5]);
        eye(2).ShouldHold([2, 2], [1, 0, 0, 1]);
        arange(1, 7, 2).ShouldHold([3], [1, 3, 5]);
        linspace(0, 1, 5).ShouldHold([5], [0, 0.25, 0.5, 0.75, 1]);
        zeros_like(ones(2)).ShouldHold([2], [0, 0]);
    }

    [Fact]
    public void Requires_grad_only_if_asked()
    {
        using Tensor with = zeros(2, requires_grad: true);
        using Tensor without = zeros(2);
        with.requires_grad.ShouldBeTrue();
        without.requires_grad.ShouldBeFalse();
    }
}
