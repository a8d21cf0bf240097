// Zero-concentrated differential privacy (Bun and Steinke 2016, Definition 1.1), parametrised as in
// Canonne, Kamath and Steinke 2020, Theorem 4: a discrete Gaussian of parameter sigma = sensitivity / e
// is (e^2 / 2)-zCDP.

using System.Runtime.CompilerServices;

namespace Dpsa.Privacy;

/// <summary>
/// What one release may cost: (e^2/2)-zCDP, where e is <see cref="Epsilon"/>. Smaller is more private.
/// The value is the task's "privacy parameter"; it is not the epsilon of (epsilon, delta)-differential privacy.
/// </summary>
public sealed record ZcdpBudget
{
    /// <summary>Creates the budget of privacy parameter <paramref name="epsilon"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    [OverloadResolutionPriority(1)]
    public ZcdpBudget(Rational epsilon)
    {
        if (epsilon.Sign <= 0)
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "A privacy parameter must be above 0.");
        Epsilon = epsilon;
    }

    /// <summary>Creates the budget of the exact value of a double: 0.1 is the double nearest to one tenth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative, NaN or infinite.</exception>
    public ZcdpBudget(double epsilon)
        : this(Rational.FromDouble(epsilon))
    {
    }

    /// <summary>The privacy parameter e, exact and above 0.</summary>
    public Rational Epsilon { get; }

    /// <summary>rho = e^2 / 2, exact.</summary>
    public Rational Rho => Epsilon * Epsilon / 2;

    /// <summary>
    /// Standard deviation of one aggregator's noise on each coordinate of the SUM, in the update's own units:
    /// 2 C / e, since replacing one client moves the sum by less than 2 C.
    /// </summary>
    /// <param name="clipNorm">L2 bound C of one client's update; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is not positive and finite.</exception>
    public double StandardDeviation(double clipNorm)
    {
        Check.ClipNorm(clipNorm);
        return (2 * Rational.FromDouble(clipNorm) / Epsilon).ToDouble();
    }

    /// <summary>
    /// Standard deviation of the noise of both aggregators together on each coordinate of the released SUM:
    /// 2 sqrt(2) C / e. The guarantee counts on one of the two alone.
    /// </summary>
    /// <param name="clipNorm">L2 bound C of one client's update; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is not positive and finite.</exception>
    public double TotalStandardDeviation(double clipNorm) => Math.Sqrt(2) * StandardDeviation(clipNorm);

    /// <summary>"zCDP e = 30 (rho = 450)".</summary>
    public override string ToString() => $"zCDP e = {Epsilon} (rho = {Rho})";
}
