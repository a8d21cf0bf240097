using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

/// <summary>A test over the real data set; skips visibly where it has not been unpacked or downloaded.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialDataFactAttribute : FactAttribute
{
    public OfficialDataFactAttribute()
    {
        if (CifarDirectory.Find(RepositoryPaths.Data, CifarManifest.Official) is null)
            Skip = $"CIFAR-10 is not in {RepositoryPaths.Data}";
    }
}
