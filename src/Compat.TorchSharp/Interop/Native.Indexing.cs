// Indexing, gathering and scattering. native/indexing.cpp is the other side.
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_index")]
    internal static partial Tensor index(Tensor t, ReadOnlySpan<NativeIndex> indices, long n);

    [LibraryImport(Library, EntryPoint = "shim_index_put_")]
    internal static partial Status index_put_(Tensor t, Tensor value, ReadOnlySpan<NativeIndex> indices, long n);

    [LibraryImport(Library, EntryPoint = "shim_index_put_scalar_")]
    internal static partial Status index_put_scalar_(Tensor t, NativeScalar value, ReadOnlySpan<NativeIndex> indices, long n);

    [LibraryImport(Library, EntryPoint = "shim_index_put_accumulate_")]
    internal static partial Status index_put_accumulate_(Tensor t, Tensor value, ReadOnlySpan<nint> tensors, long n, [MarshalAs(UnmanagedType.I4)] bool accumulate);

    [LibraryImport(Library, EntryPoint = "shim_index_select")]
    internal static partial Tensor index_select(Tensor t, long dim, Tensor index);

    [LibraryImport(Library, EntryPoint = "shim_index_add_")]
    internal static partial Status index_add_(Tensor t, long dim, Tensor index, Tensor source, NativeScalar alpha);

    [LibraryImport(Library, EntryPoint = "shim_index_copy_")]
    internal static partial Status index_copy_(Tensor t, long dim, Tensor index, Tensor source);

    [LibraryImport(Library, EntryPoint = "shim_index_fill_")]
    internal static partial Status index_fill_(Tensor t, long dim, Tensor index, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_gather")]
    internal static partial Tensor gather(Tensor t, long dim, Tensor index);

    [LibraryImport(Library, EntryPoint = "shim_scatter")]
    internal static partial Tensor scatter(Tensor t, long dim, Tensor index, Tensor src);

    [LibraryImport(Library, EntryPoint = "shim_scatter_")]
    internal static partial Status scatter_(Tensor t, long dim, Tensor index, Tensor src);

    [LibraryImport(Library, EntryPoint = "shim_scatter_add_")]
    internal static partial Status scatter_add_(Tensor t, long dim, Tensor index, Tensor src);

    [LibraryImport(Library, EntryPoint = "shim_take")]
    internal static partial Tensor take(Tensor t, Tensor index);

    [LibraryImport(Library, EntryPoint = "shim_masked_select")]
    internal static partial Tensor masked_select(Tensor t, Tensor mask);

    [LibraryImport(Library, EntryPoint = "shim_masked_fill")]
    internal static partial Tensor masked_fill(Tensor t, Tensor mask, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_masked_fill_")]
    internal static partial Status masked_fill_(Tensor t, Tensor mask, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "shim_nonzero")]
    internal static partial Tensor nonzero(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_argwhere")]
    internal static partial Tensor argwhere(Tensor t);
}
