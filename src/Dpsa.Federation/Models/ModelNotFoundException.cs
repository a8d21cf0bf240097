namespace Dpsa.Federation;

/// <summary>The coordinator does not hold the model that was asked for: it keeps the newest alone.</summary>
public sealed class ModelNotFoundException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="asked">The model that was asked for.</param>
    /// <param name="current">The model that is there.</param>
    public ModelNotFoundException(ModelId asked, ModelId current)
        : base($"The coordinator has no model of {asked}; the newest is {current}.")
    {
        Asked = asked;
        Current = current;
    }

    /// <summary>The model that was asked for.</summary>
    public ModelId Asked { get; }

    /// <summary>The model that is there.</summary>
    public ModelId Current { get; }
}
