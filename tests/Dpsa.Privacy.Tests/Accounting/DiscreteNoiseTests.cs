namespace Dpsa.Privacy.Tests;

public class DiscreteNoiseTests
{
    [Theory]
    [InlineData(9000, 40, 15, 0.263, 6.8e-9, 0.05e-9)]
    [InlineData(62_006, 100, 15, 1, 4e-7, 0.5e-7)]
    [InlineData(11_700_000, 1000, 10, 1, 0.018, 0.0005)]
    public void Eta_has_the_quoted_values(int dimension, int rounds, int bits, double parameter, double eta, double tolerance) =>
        new DiscreteNoise((long)dimension * rounds, (2L << bits) / Rational.FromDouble(parameter)).Eta(1e-30).ShouldBe(eta, tolerance);

    // Lemma 1 of docs/accounting.md, against a numeric integral.
    [Theory]
    [InlineData(1)]
    [InlineData(1.7)]
    [InlineData(4)]
    [InlineData(25)]
    public void Log_ratio_of_one_draw_is_within_its_expansion(double sigma)
    {
        double constants = 3 * Math.Exp(-2 * Math.PI * Math.PI * sigma * sigma);
        for (int k = 0; k <= 30 * sigma; k++)
        {
            double z = k / sigma, square = z * z - 1;
            double rest = -DiscreteReference.LogRatio(k, sigma) - square / (24 * sigma * sigma);
            rest.ShouldBeInRange(
                -Math.Pow(z, 4) / (960 * Math.Pow(sigma, 4)) - 1e-14,
                square * square / (512 * Math.Pow(sigma, 4)) + constants + 1e-14, $"k = {k}");
        }
    }

    // The whole theorem for one coordinate: summed over all integers, under both laws.
    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(3)]
    [InlineData(10)]
    public void Log_ratio_of_one_draw_exceeds_eta_less_often_than_the_tail(double sigma)
    {
        var noise = new DiscreteNoise(1, Rational.FromDouble(sigma));
        (double[] probabilities, int reach) = DiscreteReference.Gaussian(sigma);
        foreach (double tail in (double[])[0.5, 0.1, 1e-3, 1e-6, 1e-12])
        {
            double eta = noise.Eta(tail), discrete = 0, rounded = 0;
            for (int k = -reach; k <= reach; k++)
            {
                double ratio = DiscreteReference.LogRatio(k, sigma);
                if (ratio > eta)
                    discrete += probabilities[k + reach];
                if (-ratio > eta)
                    rounded += probabilities[k + reach] * Math.Exp(-ratio);
            }
            discrete.ShouldBeLessThanOrEqualTo(tail);
            rounded.ShouldBeLessThanOrEqualTo(tail);
        }
    }

    // The theorem for many coordinates, by simulation. Were the tail probability 0.05 exactly, more than 0.05 + 6 standard errors
    // of 1,000 runs would be seen with probability below 1e-8. The ratio's 95% quantile is about 1.6 of its standard deviations,
    // eta above 3: it must not be vacuous either.
    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 400)]
    [InlineData(5, 2000)]
    public void Log_ratio_of_many_draws_exceeds_eta_less_often_than_the_tail(double sigma, int coordinates)
    {
        const int runs = 1000;
        const double tail = 0.05;
        double eta = new DiscreteNoise(coordinates, Rational.FromDouble(sigma)).Eta(tail);
        double[] ratios = [.. Enumerable.Range(0, (int)(40 * sigma)).Select(k => DiscreteReference.LogRatio(k, sigma))];
        var source = new SeededSource(7);
        var distribution = new DiscreteGaussian(sigma);
        var draws = new Int128[coordinates];
        var sums = new double[runs];
        for (int run = 0; run < runs; run++)
        {
            distribution.Fill(draws, source);
            sums[run] = draws.Sum(k => ratios[(int)Int128.Abs(k)]);
        }
        sums.Count(s => s > eta).ShouldBeLessThan((int)(runs * tail + 6 * Math.Sqrt(runs * tail)));
        double deviation = Math.Sqrt(sums.Sum(s => s * s) / runs);
        eta.ShouldBeLessThan(sigma > 1 ? 12 * deviation : 60 * deviation);
    }

    // Lemma 5: P(K1 + K2 = k) against the discrete Gaussian of sqrt(2) sigma.
    [Theory]
    [InlineData(1)]
    [InlineData(1.25)]
    [InlineData(1.6)]
    public void Sum_of_two_draws_is_within_the_slack_of_one_wider_draw(double sigma)
    {
        double slack = new DiscreteNoise(1, Rational.FromDouble(sigma)).ConvolutionSlack();
        (double[] Probabilities, int Reach) one = DiscreteReference.Gaussian(sigma);
        (double[] sum, int reach) = DiscreteReference.Sum(one, one);
        (double[] wide, int wideReach) = DiscreteReference.Gaussian(sigma * Math.Sqrt(2));
        double largest = 0;
        for (int k = 0; k <= 8 * sigma; k++)
            largest = Math.Max(largest, Math.Abs(Math.Log(sum[k + reach] / wide[k + wideReach])));
        largest.ShouldBeLessThan(slack + 1e-13);
        largest.ShouldBeGreaterThan(slack / 2, "the slack is of the right size");
    }

    [Fact]
    public void Eta_grows_with_the_coordinates_and_shrinks_with_sigma_and_tail()
    {
        double eta = new DiscreteNoise(1000, 100).Eta(1e-10);
        new DiscreteNoise(2000, 100).Eta(1e-10).ShouldBeGreaterThan(eta);
        new DiscreteNoise(1000, 101).Eta(1e-10).ShouldBeLessThan(eta);
        new DiscreteNoise(1000, 100).Eta(1e-9).ShouldBeLessThan(eta);
        new DiscreteNoise(1000, new Rational(999, 1000)).Eta(1e-10).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Runs_together_have_all_coordinates_and_the_smallest_sigma()
    {
        DiscreteNoise both = new DiscreteNoise(10, 5).And(new DiscreteNoise(20, 3));
        both.ShouldBe(new DiscreteNoise(30, 3));
        both.And(new DiscreteNoise(1, 4)).ShouldBe(new DiscreteNoise(31, 3));
        Should.Throw<OverflowException>(() => both.And(new DiscreteNoise(long.MaxValue, 3)));
    }

    [Fact]
    public void Refuses_what_no_noise_has()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteNoise(0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteNoise(1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteNoise(1, -1));
        foreach (double tail in (double[])[0, 1, -1, double.NaN])
            Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteNoise(1, 1).Eta(tail));
    }
}
