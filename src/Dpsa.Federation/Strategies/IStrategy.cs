namespace Dpsa.Federation;

/// <summary>
/// The choices of a federated algorithm apart from summation: who takes part in a round, and what becomes of the
/// clients' metrics.
/// </summary>
public interface IStrategy
{
    /// <summary>Chooses the clients that train in a round.</summary>
    /// <param name="round">Number of the round, from 1.</param>
    /// <param name="available">Names of the clients that are there.</param>
    /// <exception cref="TooFewClientsException">Too few clients.</exception>
    IReadOnlyList<string> SelectForFit(int round, IReadOnlyList<string> available);

    /// <summary>Chooses the clients that evaluate after a round; may be empty.</summary>
    IReadOnlyList<string> SelectForEvaluate(int round, IReadOnlyList<string> available);

    /// <summary>Combines the metrics of a round.</summary>
    /// <param name="results">The answers which the coordinator's <see cref="AnswerScreen"/> let through; may be empty.</param>
    IReadOnlyDictionary<string, double> AggregateFitMetrics(IReadOnlyList<FitResult> results);

    /// <summary>Combines the evaluations of a round; null where nobody evaluated.</summary>
    /// <param name="results">
    /// The answers which the coordinator's <see cref="AnswerScreen"/> let through, those without samples included; may be empty.
    /// </param>
    EvaluateSummary? AggregateEvaluate(IReadOnlyList<EvaluateResult> results);

    /// <summary>
    /// Kind and settings as one line of invariant text; a checkpoint that was written under another one is not resumed.
    /// </summary>
    string Description { get; }

    /// <summary>What the strategy has to remember for its next choices, its random state included; empty where that is nothing.</summary>
    byte[] SaveState();

    /// <summary>Goes on from a state that <see cref="SaveState"/> gave.</summary>
    /// <exception cref="CheckpointException">It is no such state.</exception>
    void RestoreState(ReadOnlyMemory<byte> state);
}
