using System.Globalization;

namespace Dpsa.Federation;

/// <summary>
/// What a client checks of its own step's result before it tells anyone: what a coordinator's <see cref="AnswerScreen"/> would leave out.
/// </summary>
internal static class LocalResultGuard
{
    /// <exception cref="LocalResultException">The result, or a part of it, is missing or out of range.</exception>
    public static void Check(LocalTrainingResult? result, string client)
    {
        if (result is null)
            throw Wrong(client, "training", "returned null");
        CheckSamples(result.SampleCount, client, "training");
        if (result.Metrics is null)
            throw Wrong(client, "training", "returned no metrics; an empty dictionary says that there are none");
        if (result.Metrics.Count > AnswerScreen.MaxMetrics)
            throw Wrong(client, "training", $"returned {result.Metrics.Count} metrics; {AnswerScreen.MaxMetrics} are allowed");
        foreach ((string name, double value) in result.Metrics)
        {
            if (name.Length > AnswerScreen.MaxNameLength || name.Any(char.IsControl))
            {
                throw Wrong(
                    client,
                    "training",
                    $"named a metric with {name.Length} characters; {AnswerScreen.MaxNameLength} are allowed, and no control characters");
            }

            CheckMetric(value, $"the metric {name}", client, "training");
        }
    }

    /// <exception cref="LocalResultException">The result is missing, or a part of it out of range.</exception>
    public static LocalEvaluationResult Check(LocalEvaluationResult? result, string client)
    {
        if (result is null)
            throw Wrong(client, "evaluation", "returned null");
        CheckSamples(result.SampleCount, client, "evaluation");
        CheckMetric(result.Loss, "the loss", client, "evaluation");
        return result.Accuracy is >= 0 and <= 1
            ? result
            : throw Wrong(client, "evaluation", $"returned {Text(result.Accuracy)} for the accuracy, which is not in [0, 1]");
    }

    private static void CheckSamples(long count, string client, string step)
    {
        if (count is < 0 or > AnswerScreen.MaxSampleCount)
            throw Wrong(client, step, $"counted {count} samples; 0 to {AnswerScreen.MaxSampleCount} are possible");
    }

    private static void CheckMetric(double value, string name, string client, string step)
    {
        if (!(Math.Abs(value) <= AnswerScreen.MaxMetric))
            throw Wrong(client, step, $"returned {Text(value)} for {name}; {Text(AnswerScreen.MaxMetric)} is the largest magnitude");
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static LocalResultException Wrong(string client, string step, string what) =>
        new($"The {step} step of client {client} {what}; nothing was sent.");
}
