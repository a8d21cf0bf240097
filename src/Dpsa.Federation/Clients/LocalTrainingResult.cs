namespace Dpsa.Federation;

/// <summary>What a client's training step reports.</summary>
/// <param name="SampleCount">Number of samples trained on; the coordinator learns it.</param>
/// <param name="Metrics">Values to tell the coordinator, by name; nothing that reveals the data belongs here.</param>
public sealed record LocalTrainingResult(long SampleCount, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>A result without metrics.</summary>
    /// <param name="sampleCount">Number of samples trained on.</param>
    public LocalTrainingResult(long sampleCount)
        : this(sampleCount, System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty)
    {
    }
}
