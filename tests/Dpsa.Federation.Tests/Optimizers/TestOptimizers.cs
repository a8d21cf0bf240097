namespace Dpsa.Federation.Tests;

/// <summary>Every server optimiser, with hyperparameters other than the defaults, beside its plain counterpart.</summary>
internal static class TestOptimizers
{
    public static IReadOnlyDictionary<string, (IServerOptimizer Optimizer, PlainOptimizers.Trajectory Plain)> All { get; } =
        new Dictionary<string, (IServerOptimizer, PlainOptimizers.Trajectory)>
        {
            ["mean"] = (new FedAvg(UpdateRule.Mean, 0.7), PlainOptimizers.FedAvg(0.7, mean: true)),
            ["sum"] = (new FedAvg(UpdateRule.Sum, 0.1), PlainOptimizers.FedAvg(0.1, mean: false)),
            ["momentum"] = (new FedAvgM(0.5, 0.8), PlainOptimizers.FedAvgM(0.5, 0.8)),
            ["adagrad"] = (new FedAdagrad(0.1, 0.3, 0.002), PlainOptimizers.FedAdagrad(0.1, 0.3, 0.002)),
            ["adam"] = (new FedAdam(0.05, 0.8, 0.95, 0.003), PlainOptimizers.FedAdam(0.05, 0.8, 0.95, 0.003)),
            ["yogi"] = (new FedYogi(0.05, 0.8, 0.95, 0.003), PlainOptimizers.FedYogi(0.05, 0.8, 0.95, 0.003)),
        };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Numbers in [-1, 1) that only depend on the seed.</summary>
    public static IEnumerable<double> Numbers(uint seed)
    {
        for (uint x = seed ^ 0x9E3779B9; ; )
        {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            yield return x / 2147483648.0 - 1;
        }
    }

    /// <summary>Sums of d coordinates for some rounds, over magnitudes from 1e-6 to 1e3, with report counts.</summary>
    public static (double[] Sum, long Count)[] Rounds(uint seed, int dimension, int rounds)
    {
        using IEnumerator<double> numbers = Numbers(seed).GetEnumerator();
        return [.. Enumerable.Range(0, rounds).Select(_ => (
            Enumerable.Range(0, dimension).Select(_ => Next() * Math.Pow(10, Math.Round(Next() * 4.5 - 1.5))).ToArray(),
            1 + (long)Math.Abs(Next() * 9)))];

        double Next() => numbers.MoveNext() ? numbers.Current : throw new InvalidOperationException();
    }

    public static float[] Start(uint seed, int dimension) => [.. Numbers(~seed).Take(dimension).Select(x => (float)x)];

    public static (float[] Global, OptimizerState State) Run(
        IServerOptimizer optimizer, float[] global, OptimizerState state, IEnumerable<(double[] Sum, long Count)> rounds)
    {
        foreach ((double[] sum, long count) in rounds) (global, state) = optimizer.Step(global, sum, count, state);
        return (global, state);
    }

    public static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
