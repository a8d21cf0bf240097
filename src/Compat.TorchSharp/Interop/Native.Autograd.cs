// Gradients and the modes that switch their recording. native/autograd.cpp is the other side.
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_requires_grad")]
    internal static partial int requires_grad(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_is_leaf")]
    internal static partial Status is_leaf(Tensor t, out int result);

    [LibraryImport(Library, EntryPoint = "shim_set_requires_grad")]
    internal static partial Status set_requires_grad(Tensor t, [MarshalAs(UnmanagedType.I4)] bool on);

    [LibraryImport(Library, EntryPoint = "shim_retain_grad")]
    internal static partial Status retain_grad(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_detach")]
    internal static partial Tensor detach(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_detach_")]
    internal static partial Status detach_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_grad")]
    internal static partial Status grad(Tensor t, out nint result);

    [LibraryImport(Library, EntryPoint = "shim_set_grad")]
    internal static partial Status set_grad(Tensor t, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? grad);

    [LibraryImport(Library, EntryPoint = "shim_zero_grad")]
    internal static partial Status zero_grad(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_backward")]
    internal static partial Status backward(Tensor t, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? gradient, [MarshalAs(UnmanagedType.I4)] bool retain, [MarshalAs(UnmanagedType.I4)] bool create, ReadOnlySpan<nint> inputs, long n);

    [LibraryImport(Library, EntryPoint = "shim_grad_enabled")]
    internal static partial int grad_enabled();

    [LibraryImport(Library, EntryPoint = "shim_set_grad_enabled")]
    internal static partial void set_grad_enabled([MarshalAs(UnmanagedType.I4)] bool on);

    [LibraryImport(Library, EntryPoint = "shim_inference_enter")]
    internal static partial Status inference_enter([MarshalAs(UnmanagedType.I4)] bool on, out nint guard);

    [LibraryImport(Library, EntryPoint = "shim_inference_leave")]
    internal static partial Status inference_leave(nint guard);
}
