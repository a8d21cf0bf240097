namespace Dpsa.Examples.Cifar.Tests;

/// <summary>A folder of one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Location = Directory.CreateTempSubdirectory("cifar-tests-").FullName;

    public string Location { get; }

    public string File(params string[] names) => Path.Combine([Location, .. names]);

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
