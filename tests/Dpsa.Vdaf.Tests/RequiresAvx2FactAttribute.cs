using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests;

/// <summary>A test of 256-bit kernels; skips visibly on a processor without them, or where they are switched off.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresAvx2FactAttribute : FactAttribute
{
    public RequiresAvx2FactAttribute() =>
        Skip = LaneOperationsAvx2.IsSupported ? null! : "AVX2 is not available (or DOTNET_EnableAVX2=0)";
}
