namespace Dpsa.Federation.Tests;

public sealed class GammaSamplerTests
{
    private const int Samples = 100_000;

    /// <summary>Mean and variance of a gamma variable are its shape, its fourth central moment 3 a^2 + 6 a.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(40)]
    public void Mean_and_variance_are_the_shape(double shape)
    {
        // Each is off by 5 of its own deviations with probability 6e-7.
        double[] values = [.. Logs(shape).Select(Math.Exp)];
        values.Average().ShouldBe(shape, 5 * Math.Sqrt(shape / Samples));
        double variance = values.Average(x => (x - shape) * (x - shape));
        variance.ShouldBe(shape, 5 * Math.Sqrt(((2 * shape * shape) + (6 * shape)) / Samples));
    }

    [Fact]
    public void Shape_one_is_the_exponential_distribution()
    {
        // Kolmogorov and Smirnov: the largest distance exceeds 2.7 / sqrt(n) with probability 2 exp(-2 * 2.7^2) < 1e-6.
        double[] values = [.. Logs(1).Select(Math.Exp).Order()];
        values.Select((x, i) => Math.Abs(1 - Math.Exp(-x) - ((i + 0.5) / Samples))).Max().ShouldBeLessThan(2.7 / Math.Sqrt(Samples));
    }

    [Fact]
    public void Shape_a_half_is_half_a_squared_normal_variable()
    {
        // Of a normal variable z: z^2 / 2 is below 0.5 exactly where |z| is below 1, with probability 0.682689.
        // The share is off by 5 of its deviations with probability 6e-7.
        double share = Logs(0.5).Count(x => x < Math.Log(0.5)) / (double)Samples;
        share.ShouldBe(0.682689, 5 * Math.Sqrt(0.6827 * 0.3173 / Samples));
    }

    [Fact]
    public void Tiny_shapes_stay_finite_as_logarithms()
    {
        // log gamma(a) is nearly log(u) / a: below -745, where float64 ends, for u below exp(-7.45) at a = 0.01.
        double[] logs = Logs(1e-7);
        logs.ShouldAllBe(x => double.IsFinite(x));
        logs.Count(x => x < -745).ShouldBeGreaterThan(Samples * 99 / 100);
    }

    private static double[] Logs(double shape)
    {
        SeededRandom random = SeededRandom.For(99, (long)(shape * 1000));
        return [.. Enumerable.Range(0, Samples).Select(_ => GammaSampler.NextLog(shape, random))];
    }
}
