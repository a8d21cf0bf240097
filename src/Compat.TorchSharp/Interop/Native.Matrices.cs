// Products of vectors and matrices. native/matrices.cpp is the other side.
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_mm")]
    internal static partial Tensor mm(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_bmm")]
    internal static partial Tensor bmm(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_mv")]
    internal static partial Tensor mv(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_dot")]
    internal static partial Tensor dot(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_outer")]
    internal static partial Tensor outer(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_matmul")]
    internal static partial Tensor matmul(Tensor a, Tensor b);

    [LibraryImport(Library, EntryPoint = "shim_addmm")]
    internal static partial Tensor addmm(Tensor t, Tensor a, Tensor b, double beta, double alpha);

    [LibraryImport(Library, EntryPoint = "shim_trace")]
    internal static partial Tensor trace(Tensor t);

    [LibraryImport(Library, EntryPoint = "shim_diag")]
    internal static partial Tensor diag(Tensor t, long diagonal);

    [LibraryImport(Library, EntryPoint = "shim_tril")]
    internal static partial Tensor tril(Tensor t, long diagonal);

    [LibraryImport(Library, EntryPoint = "shim_triu")]
    internal static partial Tensor triu(Tensor t, long diagonal);
}
