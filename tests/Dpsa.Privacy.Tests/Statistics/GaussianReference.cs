namespace Dpsa.Privacy.Tests;

/// <summary>
/// The delta of Gaussian noise straight from its definition, the hockey-stick divergence, to thirty digits. With a test point z of
/// N(0, 1) the privacy loss is mu z + mu^2/2, so that with a = epsilon/mu - mu/2 and z = a + u
///
///     delta = integral over u > 0 of phi(a + u) (1 - e^(-mu u))
///           = exp(-a^2/2) / sqrt(2 pi) * integral of exp(-u^2/2 - a u) (1 - e^(-mu u))
/// </summary>
internal static class GaussianReference
{
    private const int StepsPerUnit = 48;

    /// <summary>delta / (true delta of mu and epsilon) - 1: at least 0 for a valid delta.</summary>
    public static double Excess(double mu, double epsilon, double delta)
    {
        HighPrecision a = (HighPrecision)epsilon / mu - new HighPrecision(((HighPrecision)mu).Scaled >> 1);
        HighPrecision integral = Integral(a, mu);
        // delta as a small fixed point number would lose its digits, e^(a^2/2) times it does not.
        Rational scale = new(HighPrecision.Exp(new HighPrecision((a * a).Scaled >> 1)).Scaled, HighPrecision.One.Scaled);
        Rational left = Rational.FromDouble(delta) * scale;
        HighPrecision right = integral / HighPrecision.Sqrt(2 * HighPrecision.Pi);
        return (left / new Rational(right.Scaled, HighPrecision.One.Scaled) - 1).ToDouble();
    }

    public static HighPrecision Integral(HighPrecision a, HighPrecision mu, int stepsPerUnit = StepsPerUnit) =>
        HighPrecision.IntegrateHalfLine(
            u => HighPrecision.Exp(-(new HighPrecision((u * u).Scaled >> 1) + a * u)) * (HighPrecision.One - HighPrecision.Exp(-(mu * u))),
            stepsPerUnit);
}
