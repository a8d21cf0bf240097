using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The handles of several tensors; the caller keeps the tensors alive over the call.</summary>
internal static class TensorHandles
{
    internal static nint[] Of(ReadOnlySpan<Tensor> tensors)
    {
        var handles = new nint[tensors.Length];
        for (int i = 0; i < handles.Length; i++)
            handles[i] = tensors[i].Handle;
        return handles;
    }
}
