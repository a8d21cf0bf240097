namespace Dpsa.Privacy.Tests;

/// <summary>Discrete Gaussian noise and what it reveals, summed from the exact probabilities.</summary>
internal static class DiscreteReference
{
    /// <summary>P(k) of the discrete Gaussian for |k| up to the returned reach, beyond which nothing is left.</summary>
    public static (double[] Probabilities, int Reach) Gaussian(double sigma)
    {
        int reach = (int)Math.Ceiling(38 * sigma);
        var weights = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++)
            weights[k + reach] = Math.Exp(-(double)k * k / (2 * sigma * sigma));
        double sum = weights.Order().Sum();
        return ([.. weights.Select(w => w / sum)], reach);
    }

    /// <summary>The law of the sum of two independent draws.</summary>
    public static (double[] Probabilities, int Reach) Sum((double[] Probabilities, int Reach) a, (double[] Probabilities, int Reach) b)
    {
        var sum = new double[a.Probabilities.Length + b.Probabilities.Length - 1];
        for (int i = 0; i < a.Probabilities.Length; i++)
        {
            for (int j = 0; j < b.Probabilities.Length; j++)
                sum[i + j] += a.Probabilities[i] * b.Probabilities[j];
        }
        return (sum, a.Reach + b.Reach);
    }

    /// <summary>
    /// delta(epsilon) of x + noise against x + shift + noise: the sum of max(0, P(k) - e^epsilon P(k - shift)) over all k.
    /// Every log ratio is monotone in k, so that terms past the noise's reach are negligible.
    /// </summary>
    public static double Delta((double[] Probabilities, int Reach) noise, int shift, double epsilon)
    {
        double delta = 0, growth = Math.Exp(epsilon);
        for (int k = 0; k < noise.Probabilities.Length; k++)
        {
            double other = k - shift >= 0 && k - shift < noise.Probabilities.Length ? noise.Probabilities[k - shift] : 0;
            delta += Math.Max(0, noise.Probabilities[k] - growth * other);
        }
        return delta;
    }

    /// <summary>
    /// ln(q/p) at k, where q is the discrete Gaussian and p a Gaussian rounded to integers: p(k) / phi(k) is the integral of
    /// exp(-(2 k u + u^2) / (2 sigma^2)) over |u| up to one half, taken by Simpson's rule, which has no cancellation.
    /// </summary>
    public static double LogRatio(int k, double sigma)
    {
        const int intervals = 2000;
        double integral = 0, normaliser = 0, variance = sigma * sigma;
        for (int i = 0; i <= intervals; i++)
        {
            double u = (double)i / intervals - 0.5;
            int weight = i is 0 or intervals ? 1 : i % 2 == 1 ? 4 : 2;
            integral += weight * Math.Exp(-(2 * k * u + u * u) / (2 * variance));
        }
        for (int m = (int)Math.Ceiling(40 * sigma); m > 0; m--)
            normaliser += 2 * Math.Exp(-(double)m * m / (2 * variance));
        return -Math.Log(integral / (3 * intervals)) - Math.Log((normaliser + 1) / (sigma * Math.Sqrt(2 * Math.PI)));
    }
}
