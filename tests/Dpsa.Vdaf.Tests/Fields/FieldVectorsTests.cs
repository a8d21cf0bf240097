using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

public class FieldVectorsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(31)]
    [InlineData(1000)]
    public void Agree_with_the_arithmetic_of_single_elements(int length)
    {
        Check<Field64>(length);
        Check<Field128>(length);
        Check<Field40>(length);
        Check<Field32>(length);
    }

    private static void Check<F>(int length)
        where F : unmanaged, IField<F>
    {
        F[] left = Samples.Elements<F>(1, length);
        F[] right = Samples.Elements<F>(2, length);
        F factor = Samples.Elements<F>(3, 1)[0];

        var difference = new F[length];
        FieldVectors.Subtract<F>(left, right, difference);
        difference.ShouldBe(left.Zip(right, (a, b) => a - b));

        F[] sum = [.. left];
        FieldVectors.Add<F>(sum, right);
        sum.ShouldBe(left.Zip(right, (a, b) => a + b));

        sum = [.. left];
        FieldVectors.MultiplyAdd(sum.AsSpan(), right, F.ToMultiplier(factor));
        sum.ShouldBe(left.Zip(right, (a, b) => a + (b * factor)));

        FieldVectors.SumOfSquares<F>(left).ShouldBe(left.Aggregate(F.Zero, (total, a) => total + (a * a)));
    }
}
