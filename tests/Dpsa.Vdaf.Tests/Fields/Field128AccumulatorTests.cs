using Dpsa.Vdaf.Fields;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Fields;

public class Field128AccumulatorTests
{
    [Fact]
    public void Sums_products_as_the_field_does() =>
        Prop.ForAll(
            Samples.Field128Edges().Two().Select(pair => (pair.Item1, pair.Item2)).ListOf().ToArbitrary(),
            pairs =>
            {
                var sum = new Field128Accumulator();
                Field128 expected = Field128.Zero;
                foreach ((Field128 value, Field128 constant) in pairs)
                {
                    sum.Add(value, Field128.ToMultiplier(constant));
                    expected += value * constant;
                }

                return sum.Reduce() == expected;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_thousands_of_the_largest_products()
    {
        Field128 largest = -Field128.One;
        var sum = new Field128Accumulator();
        for (int i = 0; i < 5000; i++)
            sum.Add(largest, largest);

        Field128 product = Field128.MultiplyBy(largest, largest);
        sum.Reduce().ShouldBe(FieldMath.FromInteger<Field128>(5000) * product);
    }
}
