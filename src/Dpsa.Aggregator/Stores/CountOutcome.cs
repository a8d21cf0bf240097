namespace Dpsa.Aggregator;

/// <summary>What became of the wish to count a report.</summary>
public enum CountOutcome
{
    /// <summary>It is in the batch.</summary>
    Counted,

    /// <summary>It was in the batch before.</summary>
    Replayed,

    /// <summary>The batch holds as many reports as it may.</summary>
    Full,

    /// <summary>The task is closed, has ended, or never was.</summary>
    Closed,
}
