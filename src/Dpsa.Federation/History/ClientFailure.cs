namespace Dpsa.Federation;

/// <summary>A client that gave no answer in a round.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Kind">Type of what went wrong, without its namespace; <see cref="Late"/> where it did not answer in time.</param>
/// <param name="Message">What went wrong, in words.</param>
public sealed record ClientFailure(string Client, string Kind, string Message)
{
    /// <summary>The kind of a client that did not answer before its round went on.</summary>
    public const string Late = "Late";
}
