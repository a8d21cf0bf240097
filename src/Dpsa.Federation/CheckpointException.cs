namespace Dpsa.Federation;

/// <summary>A training cannot go on from a checkpoint: the file is damaged, or of another training.</summary>
public sealed class CheckpointException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, and what to do.</param>
    /// <param name="inner">What it follows from.</param>
    public CheckpointException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
