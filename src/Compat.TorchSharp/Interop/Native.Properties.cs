// Properties of a tensor. native/properties.cpp is the other side.
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_ndim")]
    internal static partial long ndim(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_numel")]
    internal static partial long numel(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_element_size")]
    internal static partial long element_size(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_dtype")]
    internal static partial int dtype(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_device_type")]
    internal static partial int device_type(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_device_index")]
    internal static partial int device_index(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_is_contiguous")]
    internal static partial int is_contiguous(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_is_sparse")]
    internal static partial int is_sparse(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_sizes")]
    internal static unsafe partial Status sizes(Tensor t, long* result);

    [LibraryImport(Library, EntryPoint = "shim_strides")]
    internal static unsafe partial Status strides(Tensor t, long* result);

    [LibraryImport(Library, EntryPoint = "shim_storage_offset")]
    internal static partial Status storage_offset(Tensor t, out long result);

    [LibraryImport(Library, EntryPoint = "shim_data_ptr")]
    internal static partial Status data_ptr(Tensor t, out nint result);

    [LibraryImport(Library, EntryPoint = "shim_item_int")]
    internal static partial Status item_int(Tensor t, out long result);

    [LibraryImport(Library, EntryPoint = "shim_item_double")]
    internal static partial Status item_double(Tensor t, out double result);

    [LibraryImport(Library, EntryPoint = "shim_item_bytes")]
    internal static unsafe partial Status item_bytes(Tensor t, void* result);

    [LibraryImport(Library, EntryPoint = "shim_equal")]
    internal static partial Status equal(Tensor a, Tensor b, out int result);

    [LibraryImport(Library, EntryPoint = "shim_allclose")]
    internal static partial Status allclose(Tensor a, Tensor b, double rtol, double atol, [MarshalAs(UnmanagedType.I4)] bool nan, out int result);

    [LibraryImport(Library, EntryPoint = "shim_promote_types")]
    internal static partial int promote_types(int a, int b);

    [LibraryImport(Library, EntryPoint = "shim_can_cast")]
    internal static partial int can_cast(int from, int to);

    [LibraryImport(Library, EntryPoint = "shim_result_type")]
    internal static partial Status result_type(Tensor a, Tensor b, out int result);

    [LibraryImport(Library, EntryPoint = "shim_get_default_dtype")]
    internal static partial int get_default_dtype();

    [LibraryImport(Library, EntryPoint = "shim_set_default_dtype")]
    internal static partial Status set_default_dtype(int type);
}
