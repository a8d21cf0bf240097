// Views, shapes, copies and moves. native/views.cpp is the other side.
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_alias")]
    internal static partial Tensor alias(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_clone")]
    internal static partial Tensor clone(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_contiguous")]
    internal static partial Tensor contiguous(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_reshape")]
    internal static partial Tensor reshape(Tensor t, ReadOnlySpan<long> size, long n);

    [LibraryImport(Library, EntryPoint = "shim_view")]
    internal static partial Tensor view(Tensor t, ReadOnlySpan<long> size, long n);

    [LibraryImport(Library, EntryPoint = "shim_expand")]
    internal static partial Tensor expand(Tensor t, ReadOnlySpan<long> size, long n, [MarshalAs(UnmanagedType.I4)] bool @implicit);

    [LibraryImport(Library, EntryPoint = "shim_permute")]
    internal static partial Tensor permute(Tensor t, ReadOnlySpan<long> dims, long n);

    [LibraryImport(Library, EntryPoint = "shim_flip")]
    internal static partial Tensor flip(Tensor t, ReadOnlySpan<long> dims, long n);

    [LibraryImport(Library, EntryPoint = "shim_repeat")]
    internal static partial Tensor repeat(Tensor t, ReadOnlySpan<long> sizes, long n);

    [LibraryImport(Library, EntryPoint = "shim_tile")]
    internal static partial Tensor tile(Tensor t, ReadOnlySpan<long> sizes, long n);

    [LibraryImport(Library, EntryPoint = "shim_roll")]
    internal static partial Tensor roll(Tensor t, ReadOnlySpan<long> shifts, long n, ReadOnlySpan<long> dims, long m);

    [LibraryImport(Library, EntryPoint = "shim_flatten")]
    internal static partial Tensor flatten(Tensor t, long start, long end);

    [LibraryImport(Library, EntryPoint = "shim_unflatten")]
    internal static partial Tensor unflatten(Tensor t, long dim, ReadOnlySpan<long> sizes, long n);

    [LibraryImport(Library, EntryPoint = "shim_narrow")]
    internal static partial Tensor narrow(Tensor t, long dim, long start, long length);

    [LibraryImport(Library, EntryPoint = "shim_select")]
    internal static partial Tensor select(Tensor t, long dim, long index);

    [LibraryImport(Library, EntryPoint = "shim_slice")]
    internal static partial Tensor slice(Tensor t, long dim, long start, long stop, long step);

    [LibraryImport(Library, EntryPoint = "shim_squeeze")]
    internal static partial Tensor squeeze(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_squeeze_dim")]
    internal static partial Tensor squeeze_dim(Tensor t, long dim);

    [LibraryImport(Library, EntryPoint = "shim_squeeze_")]
    internal static partial Status squeeze_(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_squeeze_dim_")]
    internal static partial Status squeeze_dim_(Tensor t, long dim);

    [LibraryImport(Library, EntryPoint = "shim_unsqueeze")]
    internal static partial Tensor unsqueeze(Tensor t, long dim);

    [LibraryImport(Library, EntryPoint = "shim_unsqueeze_")]
    internal static partial Status unsqueeze_(Tensor t, long dim);

    [LibraryImport(Library, EntryPoint = "shim_t")]
    internal static partial Tensor t(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_numpy_T")]
    internal static partial Tensor numpy_T(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_mT")]
    internal static partial Tensor mT(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_transpose")]
    internal static partial Tensor transpose(Tensor t, long a, long b);

    [LibraryImport(Library, EntryPoint = "shim_cat")]
    internal static partial Tensor cat(ReadOnlySpan<nint> tensors, long n, long dim);

    [LibraryImport(Library, EntryPoint = "shim_stack")]
    internal static partial Tensor stack(ReadOnlySpan<nint> tensors, long n, long dim);

    [LibraryImport(Library, EntryPoint = "shim_hstack")]
    internal static partial Tensor hstack(ReadOnlySpan<nint> tensors, long n);

    [LibraryImport(Library, EntryPoint = "shim_vstack")]
    internal static partial Tensor vstack(ReadOnlySpan<nint> tensors, long n);

    [LibraryImport(Library, EntryPoint = "shim_split")]
    internal static partial Status split(Tensor t, long size, long dim, out nint result, out long count);

    [LibraryImport(Library, EntryPoint = "shim_split_sizes")]
    internal static partial Status split_sizes(Tensor t, ReadOnlySpan<long> sizes, long n, long dim, out nint result, out long count);

    [LibraryImport(Library, EntryPoint = "shim_tensor_split")]
    internal static partial Status tensor_split(Tensor t, long sections, long dim, out nint result, out long count);

    [LibraryImport(Library, EntryPoint = "shim_tensor_split_at")]
    internal static partial Status tensor_split_at(Tensor t, ReadOnlySpan<long> at, long n, long dim, out nint result, out long count);

    [LibraryImport(Library, EntryPoint = "shim_chunk")]
    internal static partial Status chunk(Tensor t, long chunks, long dim, out nint result, out long count);

    [LibraryImport(Library, EntryPoint = "shim_unbind")]
    internal static partial Status unbind(Tensor t, long dim, out nint result, out long count);

    [LibraryImport(Library, EntryPoint = "shim_copy_")]
    internal static partial Status copy_(Tensor t, Tensor source, [MarshalAs(UnmanagedType.I4)] bool non_blocking);

    [LibraryImport(Library, EntryPoint = "shim_to")]
    internal static partial Tensor to(Tensor t, NativeOptions o, [MarshalAs(UnmanagedType.I4)] bool copy, [MarshalAs(UnmanagedType.I4)] bool non_blocking);

    [LibraryImport(Library, EntryPoint = "shim_pin_memory")]
    internal static partial Tensor pin_memory(Tensor t);
}
