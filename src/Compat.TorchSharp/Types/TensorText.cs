namespace TorchSharp;

/// <summary>How the real package prints tensors; this provider prints the metadata only.</summary>
internal static class TensorText
{
    internal static string Metadata(torch.Tensor tensor) =>
        $"[{string.Join('x', tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";
}
