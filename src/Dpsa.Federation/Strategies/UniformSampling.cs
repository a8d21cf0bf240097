using System.Security.Cryptography;

namespace Dpsa.Federation;

/// <summary>
/// Federated averaging (McMahan et al. 2017): a random share of the clients trains in each round, metrics are
/// averaged by sample count.
/// </summary>
public sealed class UniformSampling : IStrategy
{
    private readonly UniformSamplingOptions _options;

    /// <summary>Creates the strategy.</summary>
    public UniformSampling(UniformSamplingOptions? options = null) => _options = options ?? new UniformSamplingOptions();

    /// <inheritdoc/>
    /// <remarks>A name that is there twice is one client.</remarks>
    public IReadOnlyList<string> SelectForFit(int round, IReadOnlyList<string> available)
    {
        string[] names = Distinct(available);
        if (names.Length < _options.MinFitClients)
            throw new InvalidOperationException($"Round {round} needs {_options.MinFitClients} clients; {names.Length} are there.");
        return Sample(names, Math.Max(_options.MinFitClients, (int)(_options.FractionFit * names.Length)));
    }

    /// <inheritdoc/>
    /// <remarks>A name that is there twice is one client.</remarks>
    public IReadOnlyList<string> SelectForEvaluate(int round, IReadOnlyList<string> available)
    {
        string[] names = Distinct(available);
        return Sample(names, (int)(_options.FractionEvaluate * names.Length));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A metric is averaged over the clients that report it. Answers that <see cref="AnswerScreen"/> would leave out do not count.
    /// </remarks>
    public IReadOnlyDictionary<string, double> AggregateFitMetrics(IReadOnlyList<FitResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return results
            .Where(r => r is { SampleCount: > 0 } && AnswerScreen.WhatIsWrong(r) is null)
            .SelectMany(r => r.Metrics, (r, metric) => (metric.Key, metric.Value, Weight: (double)r.SampleCount))
            .GroupBy(m => m.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Mean(g.Select(m => (m.Value, m.Weight))), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    /// <remarks>Answers that <see cref="AnswerScreen"/> would leave out do not count.</remarks>
    public EvaluateSummary? AggregateEvaluate(IReadOnlyList<EvaluateResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        EvaluateResult[] counted = [.. results.Where(r => r is { SampleCount: > 0 } && AnswerScreen.WhatIsWrong(r) is null)];
        if (counted.Length == 0) return null;
        return new EvaluateSummary(
            Mean(counted.Select(r => (r.Loss, (double)r.SampleCount))),
            Mean(counted.Select(r => (r.Accuracy, (double)r.SampleCount))),
            (long)Math.Min(long.MaxValue, counted.Sum(r => (decimal)r.SampleCount)));
    }

    // Finite: 2^31 values of AnswerScreen.MaxMetric at 2^40 samples each add up to less than 2^199.
    private static double Mean(IEnumerable<(double Value, double Weight)> values)
    {
        double sum = 0;
        double weights = 0;
        foreach ((double value, double weight) in values)
        {
            sum += value * weight;
            weights += weight;
        }

        return sum / weights;
    }

    private static string[] Distinct(IReadOnlyList<string> available)
    {
        ArgumentNullException.ThrowIfNull(available);
        return [.. available.Where(name => !string.IsNullOrEmpty(name)).Distinct(StringComparer.Ordinal)];
    }

    private static string[] Sample(string[] names, int count)
    {
        if (count >= names.Length) return names;
        RandomNumberGenerator.Shuffle<string>(names);
        return names[..count];
    }
}
