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
