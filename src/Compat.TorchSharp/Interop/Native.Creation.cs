// New tensors. native/creation.cpp is the other side.
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_empty")]
    internal static partial Tensor empty(ReadOnlySpan<long> size, long n, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_zeros")]
    internal static partial Tensor zeros(ReadOnlySpan<long> size, long n, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_ones")]
    internal static partial Tensor ones(ReadOnlySpan<long> size, long n, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_full")]
    internal static partial Tensor full(ReadOnlySpan<long> size, long n, NativeScalar value, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_eye")]
    internal static partial Tensor eye(long rows, long columns, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_arange")]
    internal static partial Tensor arange(NativeScalar start, NativeScalar stop, NativeScalar step, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_linspace")]
    internal static partial Tensor linspace(double start, double end, long steps, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_empty_like")]
    internal static partial Tensor empty_like(Tensor t, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_zeros_like")]
    internal static partial Tensor zeros_like(Tensor t, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_ones_like")]
    internal static partial Tensor ones_like(Tensor t, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_full_like")]
    internal static partial Tensor full_like(Tensor t, NativeScalar value, NativeOptions o);

    [LibraryImport(Library, EntryPoint = "shim_from_data")]
    internal static unsafe partial Tensor from_data(void* data, ReadOnlySpan<long> size, long n, int type);
}
