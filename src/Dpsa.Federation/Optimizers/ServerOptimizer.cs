namespace Dpsa.Federation;

/// <summary>What the server optimisers of this package have in common: arguments are checked here, once.</summary>
public abstract class ServerOptimizer : IServerOptimizer
{
    private readonly string[] _moments;

    private protected ServerOptimizer(string name, double learningRate, params string[] moments)
    {
        Name = name;
        LearningRate = Hyperparameter.Factor(learningRate, nameof(learningRate));
        _moments = moments;
    }

    /// <summary>Name of the algorithm, as <see cref="ServerOptimizers.Create"/> knows it.</summary>
    public string Name { get; }

    /// <summary>Server learning rate, between 2^-60 and 2^60.</summary>
    public double LearningRate { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public OptimizerState Start(int dimension)
    {
        OptimizerState.RequireDimension(dimension);
        return State(dimension, 0, Begin(dimension));
    }

    /// <inheritdoc/>
    public (float[] Global, OptimizerState State) Step(
        ReadOnlySpan<float> global, ReadOnlySpan<double> sum, long reportCount, OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (sum.Length != global.Length)
            throw new ArgumentException($"The sum has {sum.Length} values, the global vector {global.Length}.", nameof(sum));
        if (reportCount < 1)
            throw new ArgumentOutOfRangeException(nameof(reportCount), reportCount, "A step needs the sum of at least 1 report.");
        RequireOwn(state, global.Length);

        float[] next = new float[global.Length];
        double[][] moments = Move(global, sum, reportCount, [.. state.Moments.Select(m => m.Values)], next);
        return (next, State(global.Length, state.Steps + 1, moments));
    }

    /// <summary>The moments before the first step, d values each; d is in range.</summary>
    private protected abstract double[][] Begin(int dimension);

    /// <summary>One step; all lengths are d.</summary>
    /// <returns>The next moments, in new arrays.</returns>
    private protected abstract double[][] Move(
        ReadOnlySpan<float> global, ReadOnlySpan<double> sum, long reportCount, ReadOnlyMemory<double>[] moments, Span<float> next);

    private OptimizerState State(int dimension, long steps, double[][] moments) =>
        OptimizerState.Adopt(
            Name, dimension, steps, [.. _moments.Zip(moments, (name, values) => (name, new ReadOnlyMemory<double>(values)))]);

    private void RequireOwn(OptimizerState state, int dimension)
    {
        if (state.Algorithm != Name || !state.Moments.Select(m => m.Name).SequenceEqual(_moments, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The state is one of {state.Algorithm} ({Listed(state.Moments.Select(m => m.Name))}), not of {Name} ({Listed(_moments)}); "
                + "start with Start(dimension), or go on with the optimiser that made it.",
                nameof(state));
        }

        if (state.Dimension != dimension)
        {
            throw new ArgumentException(
                $"The state is for {state.Dimension} coordinates, the global vector has {dimension}.", nameof(state));
        }
    }

    private static string Listed(IEnumerable<string> moments) => string.Join(", ", moments.DefaultIfEmpty("no moments"));
}
