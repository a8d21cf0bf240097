using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Dpsa.Federation;

/// <summary>
/// A random share of the clients trains in each round (McMahan et al. 2017), each as likely as the others; metrics are averaged by
/// sample count. Who is chosen follows from seed and round.
/// </summary>
public sealed class UniformSampling : IStrategy
{
    private const long FitStream = 1;
    private const long EvaluateStream = 2;

    private readonly UniformSamplingOptions _options;
    private long _seed;

    /// <summary>Creates the strategy.</summary>
    public UniformSampling(UniformSamplingOptions? options = null) 
    {
        _options = options ?? new UniformSamplingOptions();
        _seed = _options.Seed ?? BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
    }

    /// <inheritdoc/>
    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"UniformSampling fit={_options.FractionFit:R} evaluate={_options.FractionEvaluate:R} min={_options.MinFitClients}");

    /// <inheritdoc/>
    public byte[] SaveState()
    {
        byte[] state = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(state, _seed);
        return state;
    }

    /// <inheritdoc/>
    public void RestoreState(ReadOnlyMemory<byte> state)
    {
        if (state.Length != sizeof(long))
            throw new CheckpointException($"A seed has {sizeof(long)} bytes, the checkpoint's {state.Length}.");
        _seed = BinaryPrimitives.ReadInt64LittleEndian(state.Span);
    }

    /// <inheritdoc/>
    /// <remarks>A name that is there twice is one client.</remarks>
    public IReadOnlyList<string> SelectForFit(int round, IReadOnlyList<string> available)
    {
        string[] names = Distinct(available);
        if (names.Length < _options.MinFitClients)
            throw new TooFewClientsException(round, _options.MinFitClients, names.Length);
        return Sample(names, Math.Max(_options.MinFitClients, (int)(_options.FractionFit * names.Length)), FitStream, round);
    }

    /// <inheritdoc/>
    /// <remarks>A name that is there twice is one client.</remarks>
    public IReadOnlyList<string> SelectForEvaluate(int round, IReadOnlyList<string> available)
    {
        string[] names = Distinct(available);
        return Sample(names, (int)(_options.FractionEvaluate * names.Length), EvaluateStream, round);
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

    private string[] Sample(string[] names, int count, long stream, int round)
    {
        if (count >= names.Length) return names;
        Array.Sort(names, StringComparer.Ordinal); // the choice must not depend on who came first
        SeededRandom.For(_seed, stream, round).Shuffle<string>(names);
        return names[..count];
    }
}
