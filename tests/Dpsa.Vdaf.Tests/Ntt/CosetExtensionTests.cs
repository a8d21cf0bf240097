using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Tests.Ntt;

public class CosetExtensionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Extension_agrees_with_the_transform_of_twice_the_size(int sizeLog2)
    {
        Check<Field128>(sizeLog2);
        Check<Field64>(sizeLog2);
    }

    private static void Check<F>(int sizeLog2)
        where F : unmanaged, IField<F>
    {
        CosetExtension<F> extension = CosetExtension<F>.OfLog2(sizeLog2);
        int size = extension.Size;
        F[] coefficients = Samples.Elements<F>(sizeLog2, (2 * size) - 1);
        F[] values = [.. coefficients, F.Zero];
        NttDomain<F>.OfLog2(sizeLog2 + 1).Forward(values);
        F[] onDomain = [.. Enumerable.Range(0, size).Select(i => values[2 * i])];
        F[] onCoset = [.. Enumerable.Range(0, size).Select(i => values[(2 * i) + 1])];

        F[] low = [.. coefficients.Take(size), .. new F[size]];
        NttDomain<F>.OfLog2(sizeLog2 + 1).Forward(low);
        F[] extended = [.. Enumerable.Range(0, size).Select(i => low[2 * i])];
        extension.Extend(extended);
        F factor = FieldMath.FromInteger<F>((ulong)size);
        extended.ShouldBe([.. Enumerable.Range(0, size).Select(i => low[(2 * i) + 1] * factor)]);

        var interpolated = new F[coefficients.Length];
        extension.Interpolate(onDomain, onCoset, interpolated);
        interpolated.ShouldBe(coefficients);
    }
}
