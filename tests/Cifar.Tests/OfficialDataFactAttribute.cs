using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

/// <summary>A test over the real data set; skips visibly where it is neither kept nor beside the checkout to be unpacked.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialDataFactAttribute : FactAttribute
{
    public OfficialDataFactAttribute()
    {
        if (Directory.Exists(RepositoryPaths.CifarCache))
            return;

        if (!File.Exists(RepositoryPaths.SharedArchive))
            Skip = $"CIFAR-10 is neither in {RepositoryPaths.CifarCache} nor in {RepositoryPaths.SharedArchive}";
        else if (!ExternalProgram.IsInstalled("xz"))
            Skip = "xz, which unpacks CIFAR-10, is not installed";
    }
}
