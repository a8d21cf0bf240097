namespace Dpsa.Vdaf;

/// <summary>
/// The choice of a verifiable aggregation function with all its parameters: what two aggregators and every client
/// of a task must agree on. Equal records describe byte-compatible functions.
/// </summary>
/// <param name="Dimension">Number d of coordinates; positive.</param>
public abstract record VdafParameters(int Dimension)
{
    /// <summary>Constructs the function; it uses as many threads as there are processors.</summary>
    /// <exception cref="ArgumentException">The parameters violate a limit; the message names it.</exception>
    public IVdaf Create() => Create(Environment.ProcessorCount);

    /// <summary>Constructs the function.</summary>
    /// <param name="maxDegreeOfParallelism">Most threads that one call may use; at least 1. Results do not depend on it.</param>
    /// <exception cref="ArgumentException">The parameters violate a limit; the message names it.</exception>
    public abstract IVdaf Create(int maxDegreeOfParallelism);
}
