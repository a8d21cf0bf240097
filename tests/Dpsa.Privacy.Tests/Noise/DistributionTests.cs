namespace Dpsa.Privacy.Tests;

/// <summary>
/// The distribution of the draws, from fixed seeds. For a random seed, a correct sampler fails one of these with a
/// probability of at most <see cref="GoodnessOfFit.ErrorProbability"/>.
/// </summary>
public class DistributionTests
{
    private const int Draws = 400_000;

    [Theory]
    [InlineData("0.5", 11)]
    [InlineData("1", 12)]
    [InlineData("2.342", 13)]
    [InlineData("2184.5", 14)]
    [InlineData("65536/30", 15)]
    [InlineData("65536", 16)]
    [InlineData("4294967296/30", 17)]
    [InlineData("4294967296", 18)]
    public void Word_sampler_draws_the_discrete_Gaussian(string text, ulong seed)
    {
        Rational sigma = Rational.Parse(text);
        Func<Int128, double> cdf = GoodnessOfFit.Cdf(sigma.ToDouble());
        Int128[] sample = Draw(sigma, Draws, seed);

        GoodnessOfFit.KolmogorovSmirnov(sample, cdf).ShouldBeLessThan(GoodnessOfFit.KolmogorovSmirnovLimit(Draws));
        GoodnessOfFit.ChiSquare(sample, GoodnessOfFit.Edges(sigma.ToDouble()), cdf)
            .ShouldBeGreaterThan(GoodnessOfFit.ErrorProbability);
    }

    [Theory]
    [InlineData("2184.5", 21)]
    [InlineData("65536", 22)]
    [InlineData("4294967296", 23)]
    public void Low_bits_are_uniform_where_sigma_is_large(string text, ulong seed)
    {
        Int128[] residues = [.. Draw(Rational.Parse(text), Draws, seed).Select(y => y & 0xFF)];
        Int128[] edges = [.. Enumerable.Range(0, 255).Select(i => (Int128)i)];
        GoodnessOfFit.ChiSquare(residues, edges, k => (double)(k + 1) / 256).ShouldBeGreaterThan(GoodnessOfFit.ErrorProbability);
    }

    [Theory]
    [InlineData("1/2", 31)]
    [InlineData("2.342", 32)]
    [InlineData("65536/30", 33)]
    [InlineData("4294967296", 34)]
    public void Word_sampler_and_reference_sampler_draw_the_same_distribution(string text, ulong seed)
    {
        Rational sigma = Rational.Parse(text);
        const int ReferenceDraws = 20_000;
        using var source = new SeededSource(1000 + seed);
        var reference = new ReferenceSampler(source);
        Int128[] slow = [.. Enumerable.Range(0, ReferenceDraws).Select(_ => (Int128)reference.DiscreteGaussian(sigma))];
        Int128[] fast = Draw(sigma, Draws, seed);

        GoodnessOfFit.ChiSquareTwoSamples(fast, slow, GoodnessOfFit.Edges(sigma.ToDouble()))
            .ShouldBeGreaterThan(GoodnessOfFit.ErrorProbability);
        GoodnessOfFit.KolmogorovSmirnov(slow, GoodnessOfFit.Cdf(sigma.ToDouble()))
            .ShouldBeLessThan(GoodnessOfFit.KolmogorovSmirnovLimit(ReferenceDraws));
    }

    [Fact]
    public void The_tests_notice_a_deviation_that_is_two_percent_off()
    {
        Int128[] sample = Draw(Rational.Parse("2184.5"), Draws, 41);
        Func<Int128, double> wrong = GoodnessOfFit.Cdf(2184.5 * 1.02);
        GoodnessOfFit.ChiSquare(sample, GoodnessOfFit.Edges(2184.5), wrong).ShouldBeLessThan(GoodnessOfFit.ErrorProbability);
        GoodnessOfFit.ChiSquareTwoSamples(sample, Draw(Rational.Parse("2228"), Draws, 42), GoodnessOfFit.Edges(2184.5))
            .ShouldBeLessThan(GoodnessOfFit.ErrorProbability);
        Func<Int128, double> right = GoodnessOfFit.Cdf(2184.5);
        GoodnessOfFit.KolmogorovSmirnov(sample, k => right(k + 44))
            .ShouldBeGreaterThan(GoodnessOfFit.KolmogorovSmirnovLimit(Draws));
    }

    [Fact]
    public void Summed_distribution_and_normal_limit_agree()
    {
        Func<Int128, double> cdf = GoodnessOfFit.Cdf(65536);
        for (int k = -4 * 65536; k <= 4 * 65536; k += 9973)
            cdf(k).ShouldBe(SpecialFunctions.NormalCdf((k + 0.5) / 65536), 1e-10);
    }

    private static Int128[] Draw(Rational sigma, int count, ulong seed)
    {
        using var source = new SeededSource(seed);
        var sample = new Int128[count];
        new DiscreteGaussian(sigma).Fill(sample, source);
        return sample;
    }
}
