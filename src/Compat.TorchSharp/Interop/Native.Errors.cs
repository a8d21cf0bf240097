// Lifetime and errors. native/errors.cpp is the other side.
using System.Runtime.InteropServices;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_last_error")]
    internal static partial nint last_error();

    [LibraryImport(Library, EntryPoint = "shim_free_array")]
    internal static partial void free_array(nint array);

    [LibraryImport(Library, EntryPoint = "shim_free")]
    internal static partial void free(nint t);
}
