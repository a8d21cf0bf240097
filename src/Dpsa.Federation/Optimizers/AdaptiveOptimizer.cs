// What the adaptive server optimisers have in common: Reddi, Charles, Zaheer, Garrett, Rush, Konečný, Kumar, McMahan, "Adaptive
// Federated Optimization", ICLR 2021 (arXiv 2003.00295), algorithm 2.
//
//     Delta  =  sum / n
//     m  <-  beta1 * m + (1 - beta1) * Delta      m = 0 before the first step
//     v  <-  the algorithm's own                  v = tau^2 before the first step
//     x  <-  x + eta * m / (sqrt(v) + tau)        no bias correction

namespace Dpsa.Federation;

/// <summary>
/// A server optimiser with a step size for each coordinate (Reddi et al. 2021, algorithm 2). Its moments are the mean update
/// <c>m</c> and the accumulator <c>v</c> of squared updates.
/// </summary>
/// <remarks>
/// The noise counts in v: in a coordinate where it outweighs the updates, sqrt(v) is about the noise's own deviation in the mean.
/// </remarks>
public abstract class AdaptiveOptimizer : ServerOptimizer
{
    /// <summary>Default of tau, which says how much the algorithm adapts: the larger, the less.</summary>
    public const double DefaultTau = 1e-3;

    private protected AdaptiveOptimizer(string name, double learningRate, double beta1, double tau)
        : base(name, learningRate, "m", "v")
    {
        Beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        Tau = Hyperparameter.Factor(tau, nameof(tau));
    }

    /// <summary>Share of the mean update that a step keeps, in [0, 1).</summary>
    public double Beta1 { get; }

    /// <summary>Added to each coordinate's scale, in the updates' own units; between 2^-60 and 2^60.</summary>
    public double Tau { get; }

    /// <summary>The accumulator after a step.</summary>
    /// <param name="accumulator">The one before.</param>
    /// <param name="squared">Square of the mean update.</param>
    private protected abstract double Accumulate(double accumulator, double squared);

    private protected sealed override double[][] Begin(int dimension)
    {
        double[] accumulator = new double[dimension];
        Array.Fill(accumulator, Tau * Tau);
        return [new double[dimension], accumulator];
    }

    private protected sealed override double[][] Move(
        ReadOnlySpan<float> global, ReadOnlySpan<double> sum, long reportCount, ReadOnlyMemory<double>[] moments, Span<float> next)
    {
        ReadOnlySpan<double> meanBefore = moments[0].Span;
        ReadOnlySpan<double> accumulatorBefore = moments[1].Span;
        (double[] mean, double[] accumulator) = (new double[next.Length], new double[next.Length]);
        for (int i = 0; i < next.Length; i++)
        {
            double update = sum[i] / reportCount;
            double m = mean[i] = (Beta1 * meanBefore[i]) + ((1 - Beta1) * update);
            double v = accumulator[i] = Accumulate(accumulatorBefore[i], update * update);

            // An accumulator that has overflowed would hold its coordinate still for ever, and nobody would see it.
            double step = double.IsFinite(v) ? LearningRate * m / (Math.Sqrt(v) + Tau) : double.NaN;
            next[i] = (float)(global[i] + step);
        }

        return [mean, accumulator];
    }
}
