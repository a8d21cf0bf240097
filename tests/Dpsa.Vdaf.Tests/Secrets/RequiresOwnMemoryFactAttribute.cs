namespace Dpsa.Vdaf.Tests.Secrets;

/// <summary>A test that looks into the process's own memory; skips visibly where the system does not show it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresOwnMemoryFactAttribute : FactAttribute
{
    public RequiresOwnMemoryFactAttribute() => Skip = ManagedHeap.IsReadable ? null! : "/proc/self/mem is not there";
}
