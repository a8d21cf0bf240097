using Dpsa.Privacy;

namespace Dpsa.TorchSharp;

/// <summary>A client's own limits. They are enforced against what the aggregators say, whatever the coordinator claims.</summary>
public sealed class DpsaTrainerOptions
{
    /// <summary>
    /// Weakest privacy of one round that this client accepts: the largest privacy parameter e, for which a round is
    /// (e^2/2)-zCDP. Null, the default, refuses every task with noise; tasks without are up to <see cref="AllowNoNoise"/> alone.
    /// </summary>
    public ZcdpBudget? MaxPrivacyPerRound { get; init; }

    /// <summary>Accepts tasks whose aggregators add no noise. Their guarantee is none; default false.</summary>
    public bool AllowNoNoise { get; init; }

    /// <summary>Fewest reports which the aggregators must require before they release a sum; default 2.</summary>
    public int MinBatchSize { get; init; } = 2;

    /// <summary>Lets the coordinator ask for this client's loss and accuracy, which no noise protects; default false.</summary>
    public bool AllowEvaluate { get; init; }

    /// <summary>What to do with floating-point buffers of the module.</summary>
    public BufferPolicy Buffers { get; init; } = BufferPolicy.Refuse;
}
