using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests;

/// <summary>A test of 512-bit kernels; skips visibly on a processor without them, or where they are switched off.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresAvx512FactAttribute : FactAttribute
{
    public RequiresAvx512FactAttribute() =>
        Skip = LaneOperationsAvx512.IsSupported ? null! : "AVX-512 is not available (or DOTNET_EnableAVX512=0)";
}
