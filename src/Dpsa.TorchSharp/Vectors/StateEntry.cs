using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>One tensor of a module's state that the flat vector carries.</summary>
/// <param name="Name">Its first key in the state dict.</param>
/// <param name="Tensor">The live tensor.</param>
/// <param name="IsBuffer">State that is not trained.</param>
internal sealed record StateEntry(string Name, Tensor Tensor, bool IsBuffer)
{
    /// <summary>A running variance, as BatchNorm and InstanceNorm call it.</summary>
    public bool IsVariance => IsBuffer && Name.Split('.')[^1] == "running_var";
}
