namespace Dpsa.Privacy.Tests;

public class PrivacyReadingTests
{
    private static readonly DiscreteNoise s_fine = new(9000 * 40, 248_793);

    [Fact]
    public void Four_readings_of_one_run_have_the_quoted_values()
    {
        const double mu = 1.666;
        IReadOnlyList<PrivacyReading> readings = PrivacyReading.AllOf(mu * mu / 2, 1e-5, s_fine);
        readings.Select(r => (r.Neighbours, r.Honest)).ShouldBe(
        [
            (NeighbourRelation.ReplaceOne, HonestAggregators.One), (NeighbourRelation.ReplaceOne, HonestAggregators.Both),
            (NeighbourRelation.AddOrRemoveOne, HonestAggregators.One), (NeighbourRelation.AddOrRemoveOne, HonestAggregators.Both),
        ]);
        double[] expected = [8.000, 5.298, 3.547, 2.395];
        double[] divisors = [1, Math.Sqrt(2), 2, 2 * Math.Sqrt(2)];
        for (int i = 0; i < 4; i++)
        {
            readings[i].Guarantee.Epsilon.ShouldBe(expected[i], 0.0006);
            readings[i].Guarantee.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
            readings[i].Mu.ShouldBe(mu / divisors[i], 1e-12);
            readings[i].IsGuarantee.ShouldBe(i == 0);
        }
        readings[0].MembershipAdvantage.ShouldBe(0.595, 0.0005);
        readings[0].TruePositiveRate(0.001).ShouldBe(0.077, 0.0005);
        readings[0].ToString().ShouldBe("replace one client, one honest aggregator: mu = 1.666, epsilon = 8");
    }

    // Both aggregators' noise at a small sigma: the law is a convolution of two discrete Gaussians.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(60, 60)]
    public void Noise_of_both_aggregators_keeps_its_reading(double sigma, int shift)
    {
        (double[] Probabilities, int Reach) one = DiscreteReference.Gaussian(sigma), both = DiscreteReference.Sum(one, one);
        double mu = shift / sigma;
        for (double logDelta = -1; logDelta > -20; logDelta -= 0.31)
        {
            double delta = Math.Exp(logDelta);
            PrivacyReading reading = PrivacyReading.AllOf(mu * mu / 2, delta, new DiscreteNoise(1, Rational.FromDouble(sigma)))[1];
            DiscreteReference.Delta(both, shift, reading.Guarantee.Epsilon).ShouldBeLessThanOrEqualTo(delta * (1 + 1e-12));
        }
    }

    [Fact]
    public void What_holds_with_one_honest_aggregator_holds_with_two()
    {
        foreach (Rational sigma in (Rational[])[new Rational(1, 2), 1, new Rational(3, 2), 40, 65_536])
        {
            IReadOnlyList<PrivacyReading> readings = PrivacyReading.AllOf(0.5, 1e-5, new DiscreteNoise(1_000_000, sigma));
            readings[1].Guarantee.Epsilon.ShouldBeLessThanOrEqualTo(readings[0].Guarantee.Epsilon);
            readings[3].Guarantee.Epsilon.ShouldBeLessThanOrEqualTo(readings[2].Guarantee.Epsilon);
            double.IsFinite(readings[3].Guarantee.Epsilon).ShouldBeTrue();
        }
    }

    // The best test between two discrete laws rejects where the ratio is largest: summed exactly.
    [Theory]
    [InlineData(3, 3)]
    [InlineData(40, 40)]
    [InlineData(200, 300)]
    public void Attack_figures_bound_the_best_test_against_discrete_noise(double sigma, int shift)
    {
        (double[] probabilities, int reach) = DiscreteReference.Gaussian(sigma);
        double mu = shift / sigma, rejected = 0, accepted = 0;
        PrivacyReading reading = PrivacyReading.AllOf(mu * mu / 2, 1e-5, new DiscreteNoise(1, Rational.FromDouble(sigma)))[0];
        for (int k = reach; k >= -reach; k--)
        {
            rejected += probabilities[k + reach];
            accepted += k - shift >= -reach ? probabilities[k - shift + reach] : 0;
            accepted.ShouldBeLessThanOrEqualTo(reading.TruePositiveRate(Math.Min(1, rejected)) + 1e-13);
            (accepted - rejected).ShouldBeLessThanOrEqualTo(reading.MembershipAdvantage);
        }
        if (sigma >= 200)
            reading.MembershipAdvantage.ShouldBe(MembershipAttack.Advantage(mu), 0.002);
    }

    [Fact]
    public void No_noise_lets_every_attack_succeed()
    {
        PrivacyReading reading = PrivacyReading.AllOf(double.PositiveInfinity, 1e-5, s_fine)[3];
        reading.Guarantee.Epsilon.ShouldBe(double.PositiveInfinity);
        reading.MembershipAdvantage.ShouldBe(1);
        reading.TruePositiveRate(1e-3).ShouldBe(1);
    }

    [Fact]
    public void Refuses_what_has_no_reading()
    {
        Should.Throw<ArgumentNullException>(() => PrivacyReading.AllOf(1, 1e-5, null!));
        Should.Throw<ArgumentOutOfRangeException>(() => PrivacyReading.AllOf(-1, 1e-5, s_fine));
        Should.Throw<ArgumentOutOfRangeException>(() => PrivacyReading.AllOf(1, 1, s_fine));
        Should.Throw<ArgumentOutOfRangeException>(() => PrivacyReading.AllOf(1, 1e-5, s_fine)[0].TruePositiveRate(2));
    }
}
