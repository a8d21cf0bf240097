using Dpsa.TestSupport;
using TorchSharp;

namespace TorchProvider.Tests;

/// <summary>A test of what only the provider does, over material beside the checkout where it names any; skips visibly otherwise.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProviderFactAttribute : FactAttribute
{
    public ProviderFactAttribute(string reason, params string[] sharedPath)
    {
        bool realPackage = typeof(torch).Assembly.GetType("TorchSharp.Native") is null;
        string? skip = realPackage ? $"the real TorchSharp package is in use: {reason}"
            : sharedPath.Length == 0 ? null
            : SharedMaterial.SkipReason(sharedPath);
        Skip = skip!;
    }
}
