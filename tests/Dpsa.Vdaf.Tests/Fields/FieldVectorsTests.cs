using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

public class FieldVectorsTests
{
    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Agree_with_the_arithmetic_of_single_elements(Type field) => Registry.Run(field, Check<Field32>);

    private static void Check<F>()
        where F : unmanaged, IField<F>
    {
        foreach (int length in (int[])[0, 1, 7, 8, 9, 31, 1000])
            CheckLength<F>(length);
    }

    private static void CheckLength<F>(int length)
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

        FieldVectors.AreCanonical<F>(left).ShouldBeTrue();
        FieldVectors.SumOfSquares<F>(left).ShouldBe(left.Aggregate(F.Zero, (total, a) => total + (a * a)));
    }
}
