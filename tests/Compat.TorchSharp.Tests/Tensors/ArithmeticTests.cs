using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Tensors;

public sealed class ArithmeticTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Operators_work_element_by_element()
    {
        Tensor a = tensor(new float[] { 1, -2, 3 });
        Tensor b = tensor(new float[] { 4, 5, -6 });
        (a + b).ShouldHold([3], [5, 3, -3]);
        (a - b).ShouldHold([3], [-3, -7, 9]);
        (a * b).ShouldHold([3], [4, -10, -18]);
        (b / a).ShouldHold([3], [4, -2.5, -2]);
        (-a).ShouldHold([3], [-1, 2, -3]);
        (a + 1).ShouldHold([3], [2, -1, 4]);
        (1 - a).ShouldHold([3], [0, 3, -2]);
        (2.0 * a).ShouldHold([3], [2, -4, 6]);
        (6f / a).ShouldHold([3], [6, -3, 2]);
        (a / 2).ShouldHold([3], [0.5, -1, 1.5]);
    }

    [Fact]
    public void Operands_broadcast()
    {
        Tensor rows = tensor(new float[] { 1, 2 }, 2, 1);
        Tensor columns = tensor(new float[] { 10, 20, 30 });
        (rows + columns).ShouldHold([2, 3], [11, 21, 31, 12, 22, 32]);
    }

    [Fact]
    public void Types_promote()
    {
        (tensor(new long[] { 3 }) / 2).dtype.ShouldBe(ScalarType.Float32);
        (tensor(new long[] { 3 }) / 2).ShouldHold([1], [1.5]);
        (tensor(new float[] { 3 }) * 2.0).dtype.ShouldBe(ScalarType.Float32);
        (tensor(new long[] { 3 }) * 1.5).dtype.ShouldBe(ScalarType.Float32);
        (tensor(new long[] { 3 }) + tensor(new double[] { 1 })).dtype.ShouldBe(ScalarType.Float64);
    }

    [Fact]
    public void Remainder_has_the_sign_of_the_divisor()
    {
        (tensor(new long[] { -7, 7 }) % 3).ShouldHold([2], [2, 1]);
        tensor(new long[] { -7, 7 }).fmod(3).ShouldHold([2], [-1, 1]);
    }

    [Fact]
    public void Rounds_halves_to_even()
    {
        tensor(new double[] { 0.5, 1.5, 2.5, -0.5, -1.5 }).round().ShouldHold([5], [0, 2, 2, 0, -2]);
        tensor(new double[] { 1.2345 }).round(2).ShouldHold([1], [1.23], 1e-12);
    }

    [Fact]
    public void In_place_operations_return_their_tensor()
    {
        Tensor a = tensor(new float[] { 1, 2 });
        a.add_(tensor(new float[] { 10, 10 }), 0.5).ShouldBeSameAs(a);
        a.mul_(2).sub_(1).div_(tensor(new float[] { 11, 1 })).ShouldHold([2], [1, 13]);
        a.zero_().fill_(3).clamp_(max: 2).ShouldHold([2], [2, 2]);
        a.copy_(tensor(new double[] { 7, 8 })).ShouldHold([2], [7, 8]);
    }

    [Fact]
    public void Element_wise_functions()
    {
        Tensor a = tensor(new double[] { -2, 0, 4 });
        a.abs().ShouldHold([3], [2, 0, 4]);
        a.sign().ShouldHold([3], [-1, 0, 1]);
        a.square().sqrt().ShouldHold([3], [2, 0, 4]);
        a.exp().log().ShouldHold([3], [-2, 0, 4], 1e-12);
        a.clamp(-1, 3).ShouldHold([3], [-1, 0, 3]);
        a.clamp(min: 1).ShouldHold([3], [1, 1, 4]);
        a.relu().ShouldHold([3], [0, 0, 4]);
        a.pow(3).ShouldHold([3], [-8, 0, 64]);
        (a / 3).floor().ShouldHold([3], [-1, 0, 1]);
        (a / 3).trunc().ShouldHold([3], [0, 0, 1]);
        a.div(3, RoundingMode.floor).ShouldHold([3], [-1, 0, 1]);
        a.sigmoid()[1].ShouldHold([], [0.5]);
    }

    [Fact]
    public void Non_finite_values_are_found()
    {
        Tensor a = tensor(new float[] { 1, float.NaN, float.PositiveInfinity, float.NegativeInfinity });
        a.isfinite().ShouldHold([4], [1, 0, 0, 0]);
        a.isnan().ShouldHold([4], [0, 1, 0, 0]);
        a.isinf().ShouldHold([4], [0, 0, 1, 1]);
        a.isfinite().all().item<bool>().ShouldBeFalse();
        a.nan_to_num(0, 5, -5).ShouldHold([4], [1, 0, 5, -5]);
    }

    [Fact]
    public void Comparisons_are_element_by_element()
    {
        Tensor a = tensor(new float[] { 1, 2, 3 });
        Tensor b = tensor(new float[] { 3, 2, 1 });
        (a == b).ShouldHold([3], [0, 1, 0]);
        (a != b).ShouldHold([3], [1, 0, 1]);
        (a < b).ShouldHold([3], [1, 0, 0]);
        (a >= 2).ShouldHold([3], [0, 1, 1]);
        a.eq(2).dtype.ShouldBe(ScalarType.Bool);
        equal(a, b).ShouldHold([3], [0, 1, 0]);
        where(a > b, a, b).ShouldHold([3], [3, 2, 3]);
        ((a > 1) & (a < 3)).ShouldHold([3], [0, 1, 0]);
        (~(a > 1)).ShouldHold([3], [1, 0, 0]);
    }

    [Fact]
    public void Equals_is_by_value()
    {
        Tensor a = tensor(new float[] { 1, 2 });
        a.Equals(tensor(new float[] { 1, 2 })).ShouldBeTrue();
        a.Equals((object)tensor(new float[] { 1, 3 })).ShouldBeFalse();
        a.allclose(tensor(new float[] { 1, 2.000001f })).ShouldBeTrue();
        a.allclose(tensor(new float[] { 1, 2.1f })).ShouldBeFalse();
    }

    [Fact]
    public void Products_of_matrices()
    {
        Tensor a = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3);
        Tensor b = tensor(new float[] { 1, 0, 0, 1, 1, 1 }, 3, 2);
        a.mm(b).ShouldHold([2, 2], [4, 5, 10, 11]);
        matmul(a, b).ShouldHold([2, 2], [4, 5, 10, 11]);
        a.mv(tensor(new float[] { 1, 1, 1 })).ShouldHold([2], [6, 15]);
        tensor(new float[] { 1, 2 }).dot(tensor(new float[] { 3, 4 })).ShouldHold([], [11]);
    }

    [Fact]
    public void Wrong_shapes_throw_with_the_reason_in_the_first_line()
    {
        var error = Should.Throw<ExternalException>(() => ones(2, 3).mm(ones(2, 3)));
        error.Message.Split('\n')[0].ShouldContain("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
        Should.Throw<ExternalException>(() => ones(2) + ones(3));
    }

    [ProviderFact("its matmul ends the process")]
    public void Matmul_of_wrong_shapes_throws()
    {
        Should.Throw<ExternalException>(() => matmul(ones(2, 3), ones(2, 3)));
    }
}
