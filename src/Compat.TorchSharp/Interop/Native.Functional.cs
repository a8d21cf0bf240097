// The functions behind layers and losses. native/functional.cpp is the other side.
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_linear")]
    internal static partial Tensor linear(Tensor x, Tensor weight, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? bias);

    [LibraryImport(Library, EntryPoint = "shim_conv2d")]
    internal static partial Tensor conv2d(Tensor x, Tensor weight, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? bias, ReadOnlySpan<long> stride, long ns, ReadOnlySpan<long> padding, long np, ReadOnlySpan<long> dilation, long nd, long groups);

    [LibraryImport(Library, EntryPoint = "shim_conv2d_same")]
    internal static partial Tensor conv2d_same(Tensor x, Tensor weight, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? bias, ReadOnlySpan<long> stride, long ns, ReadOnlySpan<long> dilation, long nd, long groups);

    [LibraryImport(Library, EntryPoint = "shim_max_pool2d")]
    internal static partial Tensor max_pool2d(Tensor x, ReadOnlySpan<long> kernel, long nk, ReadOnlySpan<long> stride, long ns, ReadOnlySpan<long> padding, long np, ReadOnlySpan<long> dilation, long nd, [MarshalAs(UnmanagedType.I4)] bool ceil);

    [LibraryImport(Library, EntryPoint = "shim_max_pool2d_indices")]
    internal static partial Status max_pool2d_indices(Tensor x, ReadOnlySpan<long> kernel, long nk, ReadOnlySpan<long> stride, long ns, ReadOnlySpan<long> padding, long np, ReadOnlySpan<long> dilation, long nd, [MarshalAs(UnmanagedType.I4)] bool ceil, out nint values, out nint indices);

    [LibraryImport(Library, EntryPoint = "shim_avg_pool2d")]
    internal static partial Tensor avg_pool2d(Tensor x, ReadOnlySpan<long> kernel, long nk, ReadOnlySpan<long> stride, long ns, ReadOnlySpan<long> padding, long np, [MarshalAs(UnmanagedType.I4)] bool ceil, [MarshalAs(UnmanagedType.I4)] bool count_pad, long divisor);

    [LibraryImport(Library, EntryPoint = "shim_adaptive_avg_pool2d")]
    internal static partial Tensor adaptive_avg_pool2d(Tensor x, ReadOnlySpan<long> size, long n);

    [LibraryImport(Library, EntryPoint = "shim_batch_norm")]
    internal static partial Tensor batch_norm(Tensor x, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? mean, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? var, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? weight, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? bias, [MarshalAs(UnmanagedType.I4)] bool training, double momentum, double eps);

    [LibraryImport(Library, EntryPoint = "shim_group_norm")]
    internal static partial Tensor group_norm(Tensor x, long groups, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? weight, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? bias, double eps);

    [LibraryImport(Library, EntryPoint = "shim_dropout")]
    internal static partial Tensor dropout(Tensor x, double p, [MarshalAs(UnmanagedType.I4)] bool training);

    [LibraryImport(Library, EntryPoint = "shim_dropout_")]
    internal static partial Status dropout_(Tensor x, double p, [MarshalAs(UnmanagedType.I4)] bool training);

    [LibraryImport(Library, EntryPoint = "shim_leaky_relu")]
    internal static partial Tensor leaky_relu(Tensor x, double slope);

    [LibraryImport(Library, EntryPoint = "shim_leaky_relu_")]
    internal static partial Status leaky_relu_(Tensor x, double slope);

    [LibraryImport(Library, EntryPoint = "shim_gelu")]
    internal static partial Tensor gelu(Tensor x);

    [LibraryImport(Library, EntryPoint = "shim_softmax")]
    internal static partial Tensor softmax(Tensor x, long dim, int type);

    [LibraryImport(Library, EntryPoint = "shim_log_softmax")]
    internal static partial Tensor log_softmax(Tensor x, long dim, int type);

    [LibraryImport(Library, EntryPoint = "shim_one_hot")]
    internal static partial Tensor one_hot(Tensor x, long classes);

    [LibraryImport(Library, EntryPoint = "shim_cross_entropy")]
    internal static partial Tensor cross_entropy(Tensor x, Tensor target, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? weight, long reduction, long ignore, double smoothing);

    [LibraryImport(Library, EntryPoint = "shim_nll_loss")]
    internal static partial Tensor nll_loss(Tensor x, Tensor target, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? weight, long reduction, long ignore);

    [LibraryImport(Library, EntryPoint = "shim_mse_loss")]
    internal static partial Tensor mse_loss(Tensor x, Tensor target, long reduction);

    [LibraryImport(Library, EntryPoint = "shim_bce")]
    internal static partial Tensor bce(Tensor x, Tensor target, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? weight, long reduction);

    [LibraryImport(Library, EntryPoint = "shim_bce_logits")]
    internal static partial Tensor bce_logits(Tensor x, Tensor target, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? weight, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? positive, long reduction);
}
