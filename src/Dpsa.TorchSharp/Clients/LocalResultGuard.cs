using System.Globalization;

namespace Dpsa.TorchSharp;

/// <summary>What a client checks of its own step's result before it tells anyone.</summary>
internal static class LocalResultGuard
{
    /// <exception cref="LocalResultException">The result, or a part of it, is missing or no number.</exception>
    public static void Check(LocalTrainingResult? result, string client)
    {
        if (result is null)
            throw Wrong(client, "training", "returned null");
        if (result.SampleCount < 0)
            throw Wrong(client, "training", $"counted {result.SampleCount} samples");
        if (result.Metrics is null)
            throw Wrong(client, "training", "returned no metrics; an empty dictionary says that there are none");
        foreach ((string name, double value) in result.Metrics)
        {
            if (!double.IsFinite(value))
                throw Wrong(client, "training", string.Create(CultureInfo.InvariantCulture, $"returned {value} for the metric {name}"));
        }
    }

    /// <exception cref="LocalResultException">The result is missing, or a part of it out of range.</exception>
    public static LocalEvaluationResult Check(LocalEvaluationResult? result, string client)
    {
        if (result is null)
            throw Wrong(client, "evaluation", "returned null");
        if (result.SampleCount < 0)
            throw Wrong(client, "evaluation", $"counted {result.SampleCount} samples");
        if (!double.IsFinite(result.Loss))
            throw Wrong(client, "evaluation", string.Create(CultureInfo.InvariantCulture, $"returned a loss of {result.Loss}"));
        if (!(result.Accuracy is >= 0 and <= 1))
        {
            throw Wrong(
                client,
                "evaluation",
                string.Create(CultureInfo.InvariantCulture, $"returned an accuracy of {result.Accuracy}, which is not in [0, 1]"));
        }

        return result;
    }

    private static LocalResultException Wrong(string client, string step, string what) =>
        new($"The {step} step of client {client} {what}; nothing was sent.");
}
