// Devices and threads. native/devices.cpp is the other side.
using System.Runtime.InteropServices;

namespace TorchSharp;

internal static partial class Native
{
    [LibraryImport(Library, EntryPoint = "shim_cuda_is_available")]
    internal static partial int cuda_is_available();

    [LibraryImport(Library, EntryPoint = "shim_cuda_device_count")]
    internal static partial int cuda_device_count();

    [LibraryImport(Library, EntryPoint = "shim_cudnn_is_available")]
    internal static partial int cudnn_is_available();

    [LibraryImport(Library, EntryPoint = "shim_cuda_synchronize")]
    internal static partial Status cuda_synchronize(long device);

    [LibraryImport(Library, EntryPoint = "shim_cuda_manual_seed")]
    internal static partial Status cuda_manual_seed(long seed);

    [LibraryImport(Library, EntryPoint = "shim_cuda_manual_seed_all")]
    internal static partial Status cuda_manual_seed_all(long seed);

    [LibraryImport(Library, EntryPoint = "shim_get_num_threads")]
    internal static partial int get_num_threads();

    [LibraryImport(Library, EntryPoint = "shim_set_num_threads")]
    internal static partial Status set_num_threads(int n);

    [LibraryImport(Library, EntryPoint = "shim_get_num_interop_threads")]
    internal static partial Status get_num_interop_threads(out int result);

    [LibraryImport(Library, EntryPoint = "shim_set_num_interop_threads")]
    internal static partial Status set_num_interop_threads(int n);
}
