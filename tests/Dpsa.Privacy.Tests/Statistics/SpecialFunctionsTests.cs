namespace Dpsa.Privacy.Tests;

public class SpecialFunctionsTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(-6, 9.865876450376981e-10)]
    public void Normal_distribution_has_its_known_values(double z, double expected) =>
        SpecialFunctions.NormalCdf(z).ShouldBe(expected, expected * 1e-11);

    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(149.44925277903886, 100, 0.001)]
    public void Chi_square_tail_has_its_known_values(double statistic, int degrees, double expected) =>
        SpecialFunctions.ChiSquareTail(statistic, degrees).ShouldBe(expected, expected * 1e-9);
}
