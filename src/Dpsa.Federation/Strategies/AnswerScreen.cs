using System.Globalization;

namespace Dpsa.Federation;

/// <summary>
/// Parts the answers of a round's clients into those that can be averaged and those that cannot: what a client says is its own
/// word, and one client's nonsense must not spoil the others' averages. A plausible lie passes.
/// </summary>
public static class AnswerScreen
{
    /// <summary>Most metrics of one answer.</summary>
    public const int MaxMetrics = 256;

    /// <summary>Most characters in the name of a client or a metric.</summary>
    public const int MaxNameLength = 256;

    /// <summary>Most samples of one client in one round: 2^40.</summary>
    public const long MaxSampleCount = 1L << 40;

    /// <summary>Most bytes of one report: 2^40.</summary>
    public const long MaxBytesSent = 1L << 40;

    /// <summary>Largest magnitude of a metric; no sum of so many as an array holds leaves the range of a double.</summary>
    public const double MaxMetric = float.MaxValue;

    /// <summary>Screens the answers to a training round.</summary>
    /// <param name="answers">The answers as they came; null entries are left out.</param>
    /// <param name="asked">Names of the clients that were asked.</param>
    /// <param name="model">The global model that the clients trained from.</param>
    /// <returns>The answers that can be averaged, in their order, and the others with a reason.</returns>
    public static (IReadOnlyList<FitResult> Kept, IReadOnlyList<LeftOutAnswer> LeftOut) Screen(
        IEnumerable<FitResult?> answers, IEnumerable<string> asked, ModelId model) =>
        Screen(answers, asked, answer => answer.Client, answer => WhatIsWrong(answer, model) ?? WhatIsWrong(answer));

    /// <summary>Screens the answers to an evaluation.</summary>
    /// <param name="answers">The answers as they came; null entries are left out.</param>
    /// <param name="asked">Names of the clients that were asked.</param>
    /// <returns>The answers that can be averaged, in their order, and the others with a reason.</returns>
    public static (IReadOnlyList<EvaluateResult> Kept, IReadOnlyList<LeftOutAnswer> LeftOut) Screen(
        IEnumerable<EvaluateResult?> answers, IEnumerable<string> asked) =>
        Screen(answers, asked, answer => answer.Client, WhatIsWrong);

    /// <summary>What keeps an answer out of the averages, or null.</summary>
    internal static (LeftOutReason Reason, string Detail)? WhatIsWrong(FitResult answer)
    {
        if (answer.Metrics is null) return (LeftOutReason.Missing, "It has no metrics.");
        if (WrongSampleCount(answer.SampleCount) is { } wrong) return wrong;
        if (answer.Metrics.Count > MaxMetrics)
            return (LeftOutReason.InvalidMetrics, $"It has {answer.Metrics.Count} metrics; {MaxMetrics} are allowed.");
        foreach ((string name, double value) in answer.Metrics)
        {
            if (name.Length > MaxNameLength || name.Any(char.IsControl))
            {
                return (LeftOutReason.InvalidMetrics,
                    $"The name of a metric has {name.Length} characters; {MaxNameLength} are allowed, and no control characters.");
            }

            if (WrongMetric(name, value) is { } wrongMetric) return wrongMetric;
        }

        return null;
    }

    /// <summary>What keeps an answer out of the averages, or null. An answer without samples declines, and says nothing wrong.</summary>
    internal static (LeftOutReason Reason, string Detail)? WhatIsWrong(EvaluateResult answer)
    {
        if (answer.SampleCount == 0) return null;
        if (WrongSampleCount(answer.SampleCount) is { } wrong) return wrong;
        if (WrongMetric("loss", answer.Loss) is { } wrongLoss) return wrongLoss;
        return answer.Accuracy is >= 0 and <= 1
            ? null
            : (LeftOutReason.InvalidMetrics, Invariant($"The accuracy is {answer.Accuracy}; it lies in [0, 1]."));
    }

    private static (LeftOutReason Reason, string Detail)? WhatIsWrong(FitResult answer, ModelId model)
    {
        if (answer.Receipt is null) return (LeftOutReason.Missing, "It has no receipt.");
        if (answer.Receipt.BytesSent is < 0 or > MaxBytesSent)
            return (LeftOutReason.InvalidMetrics, $"It claims {answer.Receipt.BytesSent} bytes; 0 to {MaxBytesSent} are possible.");
        return answer.Model == model
            ? null
            : (LeftOutReason.WrongModel, $"It trained from another model than {model}.");
    }

    private static (IReadOnlyList<T> Kept, IReadOnlyList<LeftOutAnswer> LeftOut) Screen<T>(
        IEnumerable<T?> answers, IEnumerable<string> asked, Func<T, string?> nameOf, Func<T, (LeftOutReason Reason, string Detail)?> wrong)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(asked);
        HashSet<string> names = new(asked, StringComparer.Ordinal);
        HashSet<string> answered = new(StringComparer.Ordinal);
        List<T> kept = [];
        List<LeftOutAnswer> leftOut = [];
        foreach (T? answer in answers)
        {
            string name = (answer is null ? null : nameOf(answer)) ?? "";
            (LeftOutReason Reason, string Detail)? problem =
                answer is null ? (LeftOutReason.Missing, "There is no answer.")
                : name.Length == 0 ? (LeftOutReason.Missing, "It names no client.")
                : !names.Contains(name) ? (LeftOutReason.UnknownClient, "This round did not ask a client of that name.")
                : answered.Contains(name) ? (LeftOutReason.DuplicateClient, "A client of that name has answered already.")
                : wrong(answer);
            if (problem is { } found)
            {
                leftOut.Add(new LeftOutAnswer(name[..Math.Min(name.Length, MaxNameLength)], found.Reason, found.Detail));
                continue;
            }

            answered.Add(name);
            kept.Add(answer!);
        }

        return (kept, leftOut);
    }

    private static (LeftOutReason Reason, string Detail)? WrongSampleCount(long count) => count is >= 0 and <= MaxSampleCount
        ? null
        : (LeftOutReason.InvalidSampleCount, $"It claims {count} samples; 0 to {MaxSampleCount} are possible.");

    private static (LeftOutReason Reason, string Detail)? WrongMetric(string name, double value) => Math.Abs(value) <= MaxMetric
        ? null
        : (LeftOutReason.InvalidMetrics,
            Invariant($"The metric {name} is {value}; it must be a number of magnitude {MaxMetric:G3} at most."));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
