namespace Dpsa.Aggregator;

/// <summary>How far a task is at one aggregator.</summary>
public enum TaskPhase
{
    /// <summary>Takes reports.</summary>
    Open,

    /// <summary>Takes no more reports; nothing has been released.</summary>
    Closed,

    /// <summary>Its share, with noise, has been released, and can be had again.</summary>
    Released,

    /// <summary>Has ended without a release.</summary>
    Discarded,

    /// <summary>Has ended after a release, whose share is gone.</summary>
    Dropped,
}
