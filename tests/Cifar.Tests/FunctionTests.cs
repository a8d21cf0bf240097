using System.Numerics;

namespace Dpsa.Examples.Cifar.Tests;

public class FunctionTests
{
    private static readonly BigInteger Prime64 = (BigInteger.One << 64) - (BigInteger.One << 32) + 1;
    private static readonly BigInteger Prime128 = (((BigInteger.One << 62) - 7) << 66) + 1;

    [Theory]
    [InlineData(AggregationFunction.Prio3, 16, 15)]
    [InlineData(AggregationFunction.Prio3, 32, 31)]
    [InlineData(AggregationFunction.Pine64, 16, 15)]
    [InlineData(AggregationFunction.Pine64, 32, 24)]
    [InlineData(AggregationFunction.Pine128, 16, 15)]
    [InlineData(AggregationFunction.Pine128, 32, 30)]
    public void Bits_become_the_fractional_bits_that_the_function_takes(object function, int bits, int fractionalBits)
    {
        ((AggregationFunction)function).FractionalBits(bits).ShouldBe(fractionalBits);
        ((AggregationFunction)function).Create(1000, bits).Dimension.ShouldBe(1000);
    }

    [Theory]
    [InlineData(AggregationFunction.Pine64)]
    [InlineData(AggregationFunction.Pine128)]
    public void No_bits_make_the_wraparound_tests_of_PINE_unsound(object function)
    {
        BigInteger bound = BigInteger.One << ((AggregationFunction)function).FractionalBits(32);
        BigInteger width = BigInteger.One;
        while (10 * width < (87 * bound) + 10)
            width <<= 1;

        (81 * width * width).ShouldBeLessThan((AggregationFunction)function == AggregationFunction.Pine64 ? Prime64 : Prime128);
    }
}
