using System.Collections.Frozen;

namespace Dpsa.Federation;

/// <summary>The server optimisers of this package by name, for command lines and configuration.</summary>
public static class ServerOptimizers
{
    private static readonly FrozenDictionary<string, string> NeedSingleUpdates = new Dictionary<string, string>
    {
        ["krum"] = "picks the update that lies nearest to the others",
        ["multikrum"] = "averages the updates that lie nearest to each other",
        ["bulyan"] = "picks updates that lie near each other and trims them",
        ["median"] = "takes the median of the clients' values in each coordinate",
        ["fedmedian"] = "takes the median of the clients' values in each coordinate",
        ["geometricmedian"] = "weighs each client's update by its distance from the others",
        ["trimmedmean"] = "leaves out the largest and smallest of the clients' values in each coordinate",
        ["fedtrimmedavg"] = "leaves out the largest and smallest of the clients' values in each coordinate",
        ["fedavgweighted"] = "multiplies each client's update by its number of samples",
        ["weightedfedavg"] = "multiplies each client's update by its number of samples",
        ["qfedavg"] = "multiplies each client's update by a power of its loss",
        ["qffl"] = "multiplies each client's update by a power of its loss",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        Array.AsReadOnly([nameof(FedAvg), nameof(FedAvgM), nameof(FedAdagrad), nameof(FedAdam), nameof(FedYogi)]);

    /// <summary>Creates an optimiser by name; what is not given is the algorithm's default.</summary>
    /// <param name="name">One of <see cref="Names"/>, in any case.</param>
    /// <param name="learningRate">Server learning rate, between 2^-60 and 2^60.</param>
    /// <param name="rule">Sum or mean; all but FedAvg work on the mean.</param>
    /// <exception cref="ArgumentException">
    /// The name is unknown, or of a rule that needs single updates; the message says why there is none, or lists the known ones.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate or the rule is out of range.</exception>
    public static IServerOptimizer Create(string name, double? learningRate = null, UpdateRule? rule = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? known = Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null) throw new ArgumentException(Refusal(name), nameof(name));
        if (known == nameof(FedAvg)) return new FedAvg(rule ?? UpdateRule.Mean, learningRate ?? FedAvg.DefaultLearningRate);
        if (rule is not (null or UpdateRule.Mean))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rule), rule, $"{known} works on the mean of the updates; only {nameof(FedAvg)} adds their sum.");
        }

        return known switch
        {
            nameof(FedAvgM) => new FedAvgM(learningRate ?? FedAvgM.DefaultLearningRate),
            nameof(FedAdagrad) => new FedAdagrad(learningRate ?? FedAdagrad.DefaultLearningRate),
            nameof(FedAdam) => new FedAdam(learningRate ?? FedAdam.DefaultLearningRate),
            _ => new FedYogi(learningRate ?? FedYogi.DefaultLearningRate),
        };
    }

    private static string Refusal(string name)
    {
        string plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        return NeedSingleUpdates.TryGetValue(plain, out string? does)
            ? $"{name} {does}, but under secure aggregation nobody sees a single client's update, only their noised sum; "
                + "what limits one client's pull is the norm bound, which every report proves to hold."
            : $"There is no server optimiser {name}; there are {string.Join(", ", Names)}.";
    }
}
