// How far discrete Gaussian noise can be from rounded Gaussian noise, over N coordinates of sigma or more each
// (docs/accounting.md, Theorem 2). Except with probability tail, under either of the two, the log ratio is at most
//
//     eta = (2 sqrt(N x) + 2 x) / (24 sigma^2)                     the term of second order
//         + (sqrt(N) + 2 sqrt(x))^2 (Z^2 + 3) / (470 sigma^4)      everything of higher order
//         + 3 N exp(-2 pi^2 sigma^2)                               the two normalising constants
//
//     x = ln(2/tail) + 3 N exp(-pi^2 sigma^2)
//     Z = sqrt(2 ln(4 N / tail)) + 1/(2 sigma)
//
// for sigma >= 1. The sum of two independent draws is within 3 exp(-pi^2 sigma^2) per coordinate of one of sqrt(2) sigma
// (Lemma 5 there).

namespace Dpsa.Privacy;

/// <summary>
/// The discrete Gaussian noise of one aggregator over all rounds of a run: what has to be known, beside the zCDP cost, to apply
/// the exact accounting of Gaussian noise to it.
/// </summary>
public sealed record DiscreteNoise
{
    /// <summary>Below this sigma, in integer units, discrete noise is not compared with Gaussian noise at all.</summary>
    private const double SmallestComparable = 1;

    // Covers the rounding of the bounds below.
    private const double Margin = 1 + 1e-12;

    /// <summary>Describes the noise of a run.</summary>
    /// <param name="coordinates">Noised coordinates, summed over all rounds: d T for T rounds of d coordinates. At least 1.</param>
    /// <param name="smallestSigma">Smallest sigma among them, in integer units of the aggregate; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public DiscreteNoise(long coordinates, Rational smallestSigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(coordinates);
        if (smallestSigma.Sign <= 0)
            throw new ArgumentOutOfRangeException(nameof(smallestSigma), smallestSigma, "Sigma must be above 0.");
        Coordinates = coordinates;
        SmallestSigma = smallestSigma;
    }

    /// <summary>Noised coordinates, summed over all rounds.</summary>
    public long Coordinates { get; }

    /// <summary>Smallest sigma among them, in integer units of the aggregate.</summary>
    public Rational SmallestSigma { get; }

    /// <summary>The noise of both runs together.</summary>
    /// <exception cref="OverflowException">There are more than 2^63 coordinates.</exception>
    public DiscreteNoise And(DiscreteNoise other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new DiscreteNoise(checked(Coordinates + other.Coordinates),
            SmallestSigma <= other.SmallestSigma ? SmallestSigma : other.SmallestSigma);
    }

    /// <summary>
    /// Bound eta on the logarithm of the ratio of this noise and rounded Gaussian noise, which holds except with probability
    /// <paramref name="tail"/> under each of the two; infinite where sigma is below 1.
    /// </summary>
    /// <param name="tail">Probability, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public double Eta(double tail)
    {
        if (!(tail > 0 && tail < 1))
            throw new ArgumentOutOfRangeException(nameof(tail), tail, "A tail probability must be between 0 and 1, both excluded.");
        return Eta(Math.Log(tail), HonestAggregators.One);
    }

    /// <summary>Eta for the noise of one aggregator, or of the sum of both, by the logarithm of the tail.</summary>
    internal double Eta(double logTail, HonestAggregators honest)
    {
        double sigma = Math.BitDecrement(SmallestSigma.ToDouble());
        if (!(sigma >= SmallestComparable - 1e-15))
            return double.PositiveInfinity;
        if (honest == HonestAggregators.Both)
            sigma *= Math.Sqrt(2);
        double n = Coordinates, variance = sigma * sigma;
        double x = Math.Log(2) - logTail + 3 * n * Math.Exp(-Math.PI * Math.PI * variance);
        double reach = Math.Sqrt(2 * (Math.Log(4 * n) - logTail)) + 1 / (2 * sigma);
        double spread = Math.Sqrt(n) + 2 * Math.Sqrt(x);
        double second = (2 * Math.Sqrt(n * x) + 2 * x) / (24 * variance);
        double higher = spread * spread * (reach * reach + 3) / (470 * variance * variance);
        double constants = 3 * n * Math.Exp(-2 * Math.PI * Math.PI * variance);
        return (second + higher + constants) * Margin;
    }

    /// <summary>Bound on the log ratio of the sum of both aggregators' noise and one discrete Gaussian of sqrt(2) sigma.</summary>
    internal double ConvolutionSlack()
    {
        double sigma = Math.BitDecrement(SmallestSigma.ToDouble());
        return sigma >= SmallestComparable - 1e-15
            ? 3.0 * Coordinates * Math.Exp(-Math.PI * Math.PI * sigma * sigma) * Margin
            : double.PositiveInfinity;
    }
}
