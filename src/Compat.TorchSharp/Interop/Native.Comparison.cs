// Comparisons and logic. native/comparison.cpp is the other side.
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_eq")]
    internal static partial Tensor eq(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_eq_scalar")]
    internal static partial Tensor eq_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_ne")]
    internal static partial Tensor ne(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_ne_scalar")]
    internal static partial Tensor ne_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_lt")]
    internal static partial Tensor lt(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_lt_scalar")]
    internal static partial Tensor lt_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_le")]
    internal static partial Tensor le(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_le_scalar")]
    internal static partial Tensor le_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_gt")]
    internal static partial Tensor gt(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_gt_scalar")]
    internal static partial Tensor gt_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_ge")]
    internal static partial Tensor ge(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_ge_scalar")]
    internal static partial Tensor ge_scalar(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_eq_")]
    internal static partial Status eq_(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_eq_scalar_")]
    internal static partial Status eq_scalar_(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_ne_")]
    internal static partial Status ne_(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_ne_scalar_")]
    internal static partial Status ne_scalar_(Tensor a, NativeScalar b);

    [LibraryImport(Library, EntryPoint = "shim_bitwise_and")]
    internal static partial Tensor bitwise_and(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_bitwise_or")]
    internal static partial Tensor bitwise_or(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_bitwise_xor")]
    internal static partial Tensor bitwise_xor(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_logical_and")]
    internal static partial Tensor logical_and(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_logical_or")]
    internal static partial Tensor logical_or(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_logical_xor")]
    internal static partial Tensor logical_xor(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_isclose")]
    internal static partial Tensor isclose(Tensor a, Tensor b, double rtol, double atol, [MarshalAs(UnmanagedType.I4)] bool nan);

    [LibraryImport(Library, EntryPoint = "shim_where")]
    internal static partial Tensor where(Tensor condition, Tensor x, Tensor y);

    [LibraryImport(Library, EntryPoint = "shim_where_indices")]
    internal static partial Status where_indices(Tensor condition, out nint result, out long count);
}
