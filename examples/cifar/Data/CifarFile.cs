namespace Dpsa.Examples.Cifar.Data;

/// <summary>A file of the data set and what it must be.</summary>
internal sealed record CifarFile(string Name, long Length, string Sha256);
