namespace Dpsa.Examples.Cifar;

/// <summary>A failure that the user can act on: one sentence, shown alone, without a stack trace.</summary>
internal class CifarException : Exception
{
    public CifarException()
    {
    }

    public CifarException(string message)
        : base(message)
    {
    }

    public CifarException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A round came to nothing, and so would the next: every client of this example does the same.</summary>
internal sealed class RoundFailedException(string message) : Exception(message);
