namespace Dpsa.Federation;

/// <summary>
/// A model cannot take on the global vector: a value is beyond the precision of its parameter, for example. Nothing has changed.
/// </summary>
public sealed class ModelLoadException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, by name.</param>
    /// <param name="inner">What it follows from.</param>
    public ModelLoadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
