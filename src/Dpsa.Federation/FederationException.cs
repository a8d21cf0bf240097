namespace Dpsa.Federation;

/// <summary>
/// What goes wrong between a coordinator and its clients, and is expected to go wrong at times. Each kind is a type of its own.
/// </summary>
public abstract class FederationException : Exception
{
    private protected FederationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
