namespace Dpsa.Federation.Tests;

/// <summary>
/// The papers' formulas for a single number, written down once more: a history of mean updates in, the last value out. Moments are
/// sums over the whole history by recursion, and nothing is shared with the library.
/// </summary>
internal static class PlainOptimizers
{
    public delegate float Trajectory(float start, IReadOnlyList<(double Sum, long Count)> rounds);

    public static Trajectory FedAvg(double eta, bool mean) => (start, rounds) =>
        rounds.Aggregate(start, (x, r) => (float)(x + eta / (mean ? r.Count : 1) * r.Sum));

    public static Trajectory FedAvgM(double eta, double beta)
    {
        return Walk;

        float Walk(float start, IReadOnlyList<(double Sum, long Count)> rounds) => rounds.Count == 0
            ? start
            : (float)(Walk(start, [.. rounds.SkipLast(1)]) + eta * Velocity(rounds, rounds.Count - 1));

        double Velocity(IReadOnlyList<(double Sum, long Count)> rounds, int t) =>
            t < 0 ? 0 : beta * Velocity(rounds, t - 1) + Delta(rounds[t]);
    }

    public static Trajectory FedAdagrad(double eta, double beta1, double tau) =>
        Adaptive(eta, beta1, tau, (v, d) => v + d * d);

    public static Trajectory FedAdam(double eta, double beta1, double beta2, double tau) =>
        Adaptive(eta, beta1, tau, (v, d) => beta2 * v + (1 - beta2) * (d * d));

    public static Trajectory FedYogi(double eta, double beta1, double beta2, double tau) =>
        Adaptive(eta, beta1, tau, (v, d) => v - (1 - beta2) * (d * d) * Math.Sign(v - d * d));

    private static Trajectory Adaptive(double eta, double beta1, double tau, Func<double, double, double> accumulate)
    {
        return Walk;

        float Walk(float start, IReadOnlyList<(double Sum, long Count)> rounds)
        {
            if (rounds.Count == 0) return start;
            double m = 0;
            foreach (double d in rounds.Select(Delta)) m = beta1 * m + (1 - beta1) * d;
            double v = rounds.Select(Delta).Aggregate(tau * tau, accumulate);
            return (float)(Walk(start, [.. rounds.SkipLast(1)]) + eta * m / (Math.Sqrt(v) + tau));
        }
    }

    private static double Delta((double Sum, long Count) round) => round.Sum / round.Count;
}
