// Reductions and orderings. native/reductions.cpp is the other side.
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_sum")]
    internal static partial Tensor sum(Tensor t, int type);

    [LibraryImport(Library, EntryPoint = "shim_sum_dims")]
    internal static partial Tensor sum_dims(Tensor t, ReadOnlySpan<long> dims, long n, [MarshalAs(UnmanagedType.I4)] bool keep, int type);

    [LibraryImport(Library, EntryPoint = "shim_mean")]
    internal static partial Tensor mean(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_mean_dims")]
    internal static partial Tensor mean_dims(Tensor t, ReadOnlySpan<long> dims, long n, [MarshalAs(UnmanagedType.I4)] bool keep, int type);

    [LibraryImport(Library, EntryPoint = "shim_prod")]
    internal static partial Tensor prod(Tensor t, int type);

    [LibraryImport(Library, EntryPoint = "shim_prod_dim")]
    internal static partial Tensor prod_dim(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep, int type);

    [LibraryImport(Library, EntryPoint = "shim_std")]
    internal static partial Tensor std(Tensor t, [MarshalAs(UnmanagedType.I4)] bool unbiased);

    [LibraryImport(Library, EntryPoint = "shim_std_dims")]
    internal static partial Tensor std_dims(Tensor t, ReadOnlySpan<long> dims, long n, [MarshalAs(UnmanagedType.I4)] bool unbiased, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_var")]
    internal static partial Tensor var(Tensor t, [MarshalAs(UnmanagedType.I4)] bool unbiased);

    [LibraryImport(Library, EntryPoint = "shim_var_dims")]
    internal static partial Tensor var_dims(Tensor t, ReadOnlySpan<long> dims, long n, [MarshalAs(UnmanagedType.I4)] bool unbiased, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_norm")]
    internal static partial Tensor norm(Tensor t, double p);

    [LibraryImport(Library, EntryPoint = "shim_norm_dim")]
    internal static partial Tensor norm_dim(Tensor t, double p, long dim, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_all")]
    internal static partial Tensor all(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_all_dim")]
    internal static partial Tensor all_dim(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_any")]
    internal static partial Tensor any(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_any_dim")]
    internal static partial Tensor any_dim(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_max")]
    internal static partial Tensor max(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_min")]
    internal static partial Tensor min(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_amax")]
    internal static partial Tensor amax(Tensor t, ReadOnlySpan<long> dims, long n, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_amin")]
    internal static partial Tensor amin(Tensor t, ReadOnlySpan<long> dims, long n, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_argmax")]
    internal static partial Tensor argmax(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_argmax_dim")]
    internal static partial Tensor argmax_dim(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_argmin")]
    internal static partial Tensor argmin(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_argmin_dim")]
    internal static partial Tensor argmin_dim(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_median")]
    internal static partial Tensor median(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_logsumexp")]
    internal static partial Tensor logsumexp(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep);

    [LibraryImport(Library, EntryPoint = "shim_count_nonzero")]
    internal static partial Tensor count_nonzero(Tensor t, ReadOnlySpan<long> dims, long n);

    [LibraryImport(Library, EntryPoint = "shim_max_dim")]
    internal static partial Status max_dim(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep, out nint values, out nint indices);

    [LibraryImport(Library, EntryPoint = "shim_min_dim")]
    internal static partial Status min_dim(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool keep, out nint values, out nint indices);

    [LibraryImport(Library, EntryPoint = "shim_sort")]
    internal static partial Status sort(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool descending, [MarshalAs(UnmanagedType.I4)] bool stable, out nint values, out nint indices);

    [LibraryImport(Library, EntryPoint = "shim_topk")]
    internal static partial Status topk(Tensor t, long k, long dim, [MarshalAs(UnmanagedType.I4)] bool largest, [MarshalAs(UnmanagedType.I4)] bool sorted, out nint values, out nint indices);

    [LibraryImport(Library, EntryPoint = "shim_argsort")]
    internal static partial Tensor argsort(Tensor t, long dim, [MarshalAs(UnmanagedType.I4)] bool descending);

    [LibraryImport(Library, EntryPoint = "shim_cumsum")]
    internal static partial Tensor cumsum(Tensor t, long dim, int type);

    [LibraryImport(Library, EntryPoint = "shim_diff")]
    internal static partial Tensor diff(Tensor t, long n, long dim, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? prepend, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? append);

    [LibraryImport(Library, EntryPoint = "shim_bincount")]
    internal static partial Tensor bincount(Tensor t, [MarshalUsing(typeof(OptionalTensorMarshaller))] Tensor? weights, long min_length);

    [LibraryImport(Library, EntryPoint = "shim_histc")]
    internal static partial Tensor histc(Tensor t, long bins, long min, long max);
}
