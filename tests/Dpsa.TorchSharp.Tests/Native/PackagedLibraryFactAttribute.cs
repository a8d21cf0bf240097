namespace Dpsa.TorchSharp.Tests;

/// <summary>A test over the library as the package holds it, which exists on Linux alone.</summary>
internal sealed class PackagedLibraryFactAttribute : FactAttribute
{
    public PackagedLibraryFactAttribute()
    {
        if (VersionNeedTests.PackagedPath() is null)
            Skip = "The package's libLibTorchSharp.so is not there; this build is not one for Linux.";
    }
}
