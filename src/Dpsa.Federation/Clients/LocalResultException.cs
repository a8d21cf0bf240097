namespace Dpsa.Federation;

/// <summary>The client's own training or evaluation step returned what makes no sense to a coordinator. Nothing was sent.</summary>
public sealed class LocalResultException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, with value and limit.</param>
    public LocalResultException(string message)
        : base(message)
    {
    }
}
