namespace Dpsa.Federation;

/// <summary>A client's update holds NaN or infinity; nothing is sent.</summary>
public sealed class NonFiniteUpdateException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="parameter">Name of the first parameter with such a value; null where it is not known.</param>
    /// <param name="index">Index of the value in the flat vector.</param>
    public NonFiniteUpdateException(string? parameter, long index)
        : base($"The update is not finite{(parameter is null ? "" : $" in {parameter}")} (element {index} of the vector); nothing was "
            + "sent. The training diverged or its data holds such values.")
    {
        Parameter = parameter;
        Index = index;
    }

    /// <summary>Name of the first parameter with such a value, where it is known.</summary>
    public string? Parameter { get; }

    /// <summary>Index of the value in the flat vector.</summary>
    public long Index { get; }
}
