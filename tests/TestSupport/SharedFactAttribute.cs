namespace Dpsa.TestSupport;

/// <summary>A test over material beside the checkout; skips visibly where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(params string[] path) => Skip = SharedMaterial.SkipReason(path)!;
}

/// <summary>As <see cref="SharedFactAttribute"/>, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(params string[] path) => Skip = SharedMaterial.SkipReason(path)!;
}

internal static class SharedMaterial
{
    public static string? SkipReason(string[] path)
    {
        string full = TestFiles.Shared(path);
        return Path.Exists(full) ? null : $"{Path.Combine(path)} is not in the shared folder (set DPSA_SHARED)";
    }
}
