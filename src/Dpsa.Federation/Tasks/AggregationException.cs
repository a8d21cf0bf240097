namespace Dpsa.Federation;

/// <summary>The aggregators cannot do what the coordinator asks: unknown task, batch too small, or batches that differ.</summary>
public sealed class AggregationException : Exception
{
    /// <summary>Creates the exception.</summary>
    public AggregationException(string message)
        : base(message)
    {
    }
}
