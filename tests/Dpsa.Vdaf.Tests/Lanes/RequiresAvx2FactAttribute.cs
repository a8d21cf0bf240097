using Dpsa.Vdaf.Lanes;

namespace Dpsa.Vdaf.Tests.Lanes;

/// <summary>A test of 256-bit kernels; skips visibly on a processor without them, or where they are switched off.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresAvx2FactAttribute : FactAttribute
{
    public RequiresAvx2FactAttribute() =>
        Skip = LaneOperations256.IsSupported ? null! : "AVX2 is not available (or DOTNET_EnableAVX2=0)";
}
