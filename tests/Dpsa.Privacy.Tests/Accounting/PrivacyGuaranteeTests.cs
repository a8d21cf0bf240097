namespace Dpsa.Privacy.Tests;

public class PrivacyGuaranteeTests
{
    private static readonly DiscreteNoise s_fine = new(9000 * 40, 248_793);

    [Theory]
    [InlineData(0.5, 4.377)]
    [InlineData(1, 6.573)]
    [InlineData(2, 9.997)]
    public void Fine_noise_is_accounted_exactly(double rho, double epsilon)
    {
        PrivacyGuarantee guarantee = PrivacyGuarantee.Of(rho, 1e-5, s_fine);
        guarantee.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        guarantee.Epsilon.ShouldBe(epsilon, 0.0005);
        guarantee.Eta!.Value.ShouldBeInRange(1e-9, 1e-8);
        double gaussian = GaussianAccounting.Epsilon(GaussianAccounting.MuOfRho(rho), 1e-5);
        guarantee.Epsilon.ShouldBeInRange(gaussian + 2 * guarantee.Eta.Value, gaussian + 2 * guarantee.Eta.Value + 1e-7);
        guarantee.Explanation.ShouldStartWith("Exact for Gaussian noise, with 2 eta = 1.");
    }

    [Theory]
    [InlineData(0.5, 4.728)]
    [InlineData(1, 7.077)]
    [InlineData(2, 10.725)]
    public void Unknown_noise_is_converted_from_zero_concentration(double rho, double epsilon)
    {
        PrivacyGuarantee guarantee = PrivacyGuarantee.Of(rho, 1e-5);
        guarantee.Conversion.ShouldBe(PrivacyConversion.Concentrated);
        guarantee.Epsilon.ShouldBe(epsilon, 0.0005);
        guarantee.Epsilon.ShouldBe(ZcdpAccounting.Epsilon(rho, 1e-5));
        guarantee.Eta.ShouldBeNull();
        guarantee.Explanation.ShouldContain("not known");
    }

    [Fact]
    public void Coarse_noise_over_many_coordinates_falls_back_and_says_so()
    {
        // 11.7 million coordinates, 1000 rounds, 10 fractional bits, e = 1.
        PrivacyGuarantee guarantee = PrivacyGuarantee.Of(0.5, 1e-5, new DiscreteNoise(11_700_000_000, 2048));
        guarantee.Conversion.ShouldBe(PrivacyConversion.Concentrated);
        guarantee.Epsilon.ShouldBe(ZcdpAccounting.Epsilon(0.5, 1e-5));
        guarantee.Eta!.Value.ShouldBe(0.018, 0.0005);
        guarantee.Explanation.ShouldContain("eta = 0.018");
        guarantee.Explanation.ShouldContain("above 0.001");
    }

    [Fact]
    public void Noise_below_one_unit_falls_back()
    {
        PrivacyGuarantee guarantee = PrivacyGuarantee.Of(0.5, 1e-5, new DiscreteNoise(1, new Rational(1, 2)));
        guarantee.Conversion.ShouldBe(PrivacyConversion.Concentrated);
        guarantee.Epsilon.ShouldBe(ZcdpAccounting.Epsilon(0.5, 1e-5));
        guarantee.Eta.ShouldBe(double.PositiveInfinity);
    }

    // Small sigma, where discrete noise really is worse than Gaussian noise: what the exact probabilities give must stay
    // within every guarantee, and does not stay within the Gaussian's.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(1.5, 2)]
    [InlineData(3, 2)]
    [InlineData(10, 9)]
    [InlineData(40, 45)]
    [InlineData(150, 150)]
    public void Discrete_noise_keeps_every_guarantee_and_breaks_the_Gaussian_one(double sigma, int shift)
    {
        (double[] Probabilities, int Reach) law = DiscreteReference.Gaussian(sigma);
        double mu = shift / sigma, rho = mu * mu / 2;
        var noise = new DiscreteNoise(1, Rational.FromDouble(sigma));
        double worst = 0;
        for (double logDelta = -1; logDelta > -25; logDelta -= 0.0873)
        {
            double delta = Math.Exp(logDelta);
            PrivacyGuarantee guarantee = PrivacyGuarantee.Of(rho, delta, noise);
            DiscreteReference.Delta(law, shift, guarantee.Epsilon).ShouldBeLessThanOrEqualTo(delta * (1 + 1e-12));
            double gaussian = GaussianAccounting.Epsilon(mu, delta);
            worst = Math.Max(worst, DiscreteReference.Delta(law, shift, gaussian) / delta - 1);
        }
        worst.ShouldBeGreaterThan(1e-7);
        if (sigma >= 150)
            PrivacyGuarantee.Of(rho, 1e-5, noise).Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
    }

    // Two coordinates, or two rounds: the sum over both of shift * noise decides, and its law is a convolution.
    [Fact]
    public void Discrete_noise_on_several_coordinates_keeps_its_guarantee()
    {
        (double[] Probabilities, int Reach) one = DiscreteReference.Gaussian(30), four = DiscreteReference.Sum(one, one);
        four = DiscreteReference.Sum(four, four);
        double mu = 2 * 20 / 30.0;
        var noise = new DiscreteNoise(4, 30);
        foreach (double delta in (double[])[1e-2, 1e-4, 1e-6, 1e-9])
        {
            PrivacyGuarantee guarantee = PrivacyGuarantee.Of(mu * mu / 2, delta, noise);
            // Shifting each of four coordinates by 20: the log ratio is the sum of (2 k 20 - 20^2) / (2 sigma^2).
            double exact = 0;
            for (int k = -four.Reach; k <= four.Reach; k++)
            {
                double loss = (2 * k * 20 + 4 * 400) / (2 * 900.0);
                exact += four.Probabilities[k + four.Reach] * Math.Max(0, 1 - Math.Exp(guarantee.Epsilon - loss));
            }
            exact.ShouldBeLessThanOrEqualTo(delta * (1 + 1e-12));
            exact.ShouldBeGreaterThan(delta / 20);
        }
    }

    [Fact]
    public void Eta_far_below_the_limit_costs_nothing_visible_and_just_above_it_falls_back()
    {
        // At rho = 0.5 the limit, a thousandth of 4.38, lies between these two.
        PrivacyGuarantee.Of(0.5, 1e-5, new DiscreteNoise(1_000_000, 420)).Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        PrivacyGuarantee.Of(0.5, 1e-5, new DiscreteNoise(1_000_000, 380)).Conversion.ShouldBe(PrivacyConversion.Concentrated);
    }

    [Theory]
    [InlineData(9000, 1e-5)]
    [InlineData(450, 1e-5)]
    [InlineData(0.5, 1e-200)]
    [InlineData(1e-4, 1e-5)]
    public void The_guarantee_is_never_above_the_conversion_from_zero_concentration(double rho, double delta) =>
        PrivacyGuarantee.Of(rho, delta, s_fine).Epsilon.ShouldBeLessThanOrEqualTo(ZcdpAccounting.Epsilon(rho, delta));

    [Fact]
    public void Nothing_spent_is_no_loss_and_no_bound_is_no_guarantee()
    {
        PrivacyGuarantee.Of(0, 1e-5, s_fine).Epsilon.ShouldBe(0);
        PrivacyGuarantee.Of(double.PositiveInfinity, 1e-5, s_fine).Epsilon.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Refuses_a_cost_or_delta_out_of_range()
    {
        foreach (double rho in (double[])[-1, double.NaN])
            Should.Throw<ArgumentOutOfRangeException>(() => PrivacyGuarantee.Of(rho, 1e-5, s_fine)).ParamName.ShouldBe("rho");
        foreach (double delta in (double[])[0, 1, -1, double.NaN])
            Should.Throw<ArgumentOutOfRangeException>(() => PrivacyGuarantee.Of(1, delta, s_fine)).ParamName.ShouldBe("delta");
    }
}
