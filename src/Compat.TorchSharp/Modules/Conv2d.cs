using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Two-dimensional cross-correlation over [N, C, H, W] or [C, H, W].</summary>
public sealed class Conv2d : Convolution
{
    internal Conv2d(
        long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride, (long, long)? padding, Padding? padding_type,
        (long, long) dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(
            nameof(Conv2d), in_channels, out_channels, Pair(kernel_size), Pair(stride), padding is { } given ? Pair(given) : null,
            padding_type, Pair(dilation), groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => padding_type == Padding.Same
        ? Native.conv2d_same(input, weight, bias, stride, 2, dilation, 2, groups)
        : functional.conv2d(input, weight, bias, stride, padding, dilation, groups);

    private static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];
}
