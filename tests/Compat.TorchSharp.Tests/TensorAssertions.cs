using static TorchSharp.torch;

namespace TorchProvider.Tests;

internal static class TensorAssertions
{
    /// <summary>The tensor's elements, row-major, as doubles.</summary>
    public static double[] Values(this Tensor tensor)
    {
        using Tensor plain = tensor.detach().to(ScalarType.Float64).contiguous();
        return plain.data<double>().ToArray();
    }

    public static void ShouldHold(this Tensor tensor, long[] shape, double[] values, double tolerance = 0)
    {
        tensor.shape.ShouldBe(shape);
        double[] actual = tensor.Values();
        actual.Length.ShouldBe(values.Length);
        for (int i = 0; i < values.Length; i++)
            Math.Abs(actual[i] - values[i]).ShouldBeLessThanOrEqualTo(tolerance, $"element {i} is {actual[i]}, expected {values[i]}");
    }
}
