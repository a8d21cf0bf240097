using System.Globalization;
using System.Numerics;

namespace Dpsa.Privacy.Tests;

public class HighPrecisionTests
{
    [Fact]
    public void Constants_have_their_known_digits()
    {
        // The first fifty decimals of pi, e and the root of two.
        Digits(HighPrecision.Pi).ShouldBe("314159265358979323846264338327950288419716939937510");
        Digits(HighPrecision.Exp(1)).ShouldBe("271828182845904523536028747135266249775724709369995");
        Digits(HighPrecision.Log(10)).ShouldBe("230258509299404568401799145468436420760110148862877");
        Digits(HighPrecision.Sqrt(2)).ShouldBe("141421356237309504880168872420969807856967187537694");

        static string Digits(HighPrecision x) =>
            (x.Scaled * BigInteger.Pow(10, 50) / HighPrecision.One.Scaled).ToString(CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(7.25)]
    [InlineData(-200)]
    public void Exponential_and_its_inverse_multiply_to_one(double x) =>
        (HighPrecision.Exp(x) * HighPrecision.Exp(-x) - 1).ToDouble().ShouldBe(0, Math.Exp(Math.Abs(x)) * 1e-112);

    [Fact]
    public void Half_line_rule_integrates_a_Gaussian_to_thirty_digits()
    {
        HighPrecision integral = HighPrecision.IntegrateHalfLine(u => HighPrecision.Exp(-(u * u)), 24);
        (2 * integral - HighPrecision.Sqrt(HighPrecision.Pi)).ToDouble().ShouldBe(0, 1e-30);
    }
}
