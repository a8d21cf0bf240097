namespace Dpsa.Examples.Cifar.Data;

/// <summary>
/// A data set is not here and cannot be fetched: another may take its place. What is here and damaged is a plain
/// <see cref="CifarException"/>, and nothing takes its place.
/// </summary>
internal sealed class DataUnavailableException : CifarException
{
    public DataUnavailableException()
    {
    }

    public DataUnavailableException(string message)
        : base(message)
    {
    }

    public DataUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
