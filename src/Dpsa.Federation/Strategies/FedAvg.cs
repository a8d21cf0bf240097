using System.Security.Cryptography;

namespace Dpsa.Federation;

/// <summary>
/// Federated averaging (McMahan et al. 2017): a random share of the clients trains in each round, metrics are
/// averaged by sample count.
/// </summary>
public sealed class FedAvg : IStrategy
{
    private readonly FedAvgOptions _options;

    /// <summary>Creates the strategy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public FedAvg(FedAvgOptions? options = null)
    {
        _options = options ?? new FedAvgOptions();
        RequireFraction(_options.FractionFit, nameof(FedAvgOptions.FractionFit));
        RequireFraction(_options.FractionEvaluate, nameof(FedAvgOptions.FractionEvaluate));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MinFitClients, 1, nameof(FedAvgOptions.MinFitClients));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> SelectForFit(int round, IReadOnlyList<string> available)
    {
        ArgumentNullException.ThrowIfNull(available);
        if (available.Count < _options.MinFitClients)
            throw new InvalidOperationException($"Round {round} needs {_options.MinFitClients} clients; {available.Count} are there.");
        return Sample(available, Math.Max(_options.MinFitClients, (int)(_options.FractionFit * available.Count)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> SelectForEvaluate(int round, IReadOnlyList<string> available)
    {
        ArgumentNullException.ThrowIfNull(available);
        return Sample(available, (int)(_options.FractionEvaluate * available.Count));
    }

    /// <inheritdoc/>
    /// <remarks>A metric counts where every client of the round reports it.</remarks>
    public IReadOnlyDictionary<string, double> AggregateFitMetrics(IReadOnlyList<FitResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        double samples = results.Sum(r => (double)r.SampleCount);
        if (samples == 0) return new Dictionary<string, double>();
        return results[0].Metrics.Keys
            .Where(key => results.All(r => r.Metrics.ContainsKey(key)))
            .ToDictionary(key => key, key => results.Sum(r => r.Metrics[key] * r.SampleCount) / samples);
    }

    /// <inheritdoc/>
    public EvaluateSummary? AggregateEvaluate(IReadOnlyList<EvaluateResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        EvaluateResult[] counted = [.. results.Where(r => r.SampleCount > 0)];
        if (counted.Length == 0) return null;
        double samples = counted.Sum(r => (double)r.SampleCount);
        return new EvaluateSummary(
            counted.Sum(r => r.Loss * r.SampleCount) / samples,
            counted.Sum(r => r.Accuracy * r.SampleCount) / samples,
            (long)samples);
    }

    private static string[] Sample(IReadOnlyList<string> available, int count)
    {
        if (count >= available.Count) return [.. available];
        string[] shuffled = [.. available];
        RandomNumberGenerator.Shuffle<string>(shuffled);
        return shuffled[..count];
    }

    private static void RequireFraction(double value, string name)
    {
        if (!(value is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, value, "A fraction lies in [0, 1].");
    }
}
