namespace Dpsa.Examples.Cifar;

/// <summary>A round came to nothing, and so would the next: every client of this example does the same.</summary>
internal sealed class RoundFailedException(string message) : Exception(message);
