namespace Dpsa.Aggregator;

/// <summary>What became of the wish to open a task.</summary>
public enum TaskAddition
{
    /// <summary>It is open.</summary>
    Added,

    /// <summary>There is no such session.</summary>
    UnknownSession,

    /// <summary>There is or was a task of this id.</summary>
    Exists,
}
