// Finds libtorch_shim beside the program and sets the thread defaults of the libraries below it.
//
//     OPENBLAS_NUM_THREADS   1         libtorch parallelises around BLAS calls; threads inside them only contend
//     OMP_WAIT_POLICY        PASSIVE   spinning workers starve a machine with few cores
//
// libgomp and OpenBLAS read their variables once, while they are loaded, so the defaults must be in the C environment
// before the shim pulls them in. .NET keeps its own copy of the environment, hence setenv. What the user has set stays.
using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp;

internal static partial class NativeLoader
{
    private static readonly (string Name, string Value)[] Defaults =
    [
        ("OPENBLAS_NUM_THREADS", "1"),
        ("OMP_WAIT_POLICY", "PASSIVE"),
    ];

    internal static void Register(string library)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach ((string name, string value) in Defaults)
                _ = setenv(name, value, 0);
        }

        NativeLibrary.SetDllImportResolver(
            typeof(NativeLoader).Assembly,
            (name, assembly, _) => name == library ? Load(name, assembly) : 0);
    }

    private static unsafe nint Load(string library, Assembly assembly)
    {
        string file = $"lib{library}.so";
        string path = Path.Combine(AppContext.BaseDirectory, file);
        if (!File.Exists(path) && assembly.Location.Length > 0)
            path = Path.Combine(Path.GetDirectoryName(assembly.Location)!, file);
        try
        {
            nint loaded = NativeLibrary.Load(path);
            ((delegate* unmanaged<void>)NativeLibrary.GetExport(loaded, "shim_keep_freed_memory"))();
            return loaded;
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException(
                $"{assembly.GetName().Name} could not load its native part from {path} ({e.Message.Trim()}). "
                + "Run ./build.sh, which installs libtorch and builds the shim, and build again.",
                e);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
