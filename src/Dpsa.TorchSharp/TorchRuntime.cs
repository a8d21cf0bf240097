using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>Whether TorchSharp's native part is there.</summary>
public static partial class TorchRuntime
{
    // TorchSharp's own binding library, which pulls in libtorch.
    private const string BindingLibrary = "LibTorchSharp";

    /// <summary>Loads TorchSharp's native part, or says in one sentence what is missing.</summary>
    /// <remarks>Call it before the first tensor: TorchSharp's own message is a page of its loader's trace.</remarks>
    /// <exception cref="PlatformNotSupportedException">It does not load on this system; the message says why and what to do.</exception>
    public static void Require()
    {
        try
        {
            InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            throw new PlatformNotSupportedException(
                Explain(RuntimeInformation.RuntimeIdentifier, RuntimeInformation.ProcessArchitecture, LoaderMessage()), e);
        }
    }

    /// <summary>The sentence for a system on which the native part did not load.</summary>
    /// <param name="system">The runtime identifier, for example <c>linux-musl-x64</c>.</param>
    /// <param name="architecture">The process's architecture.</param>
    /// <param name="loaderMessage">What the system's loader said about the binding library.</param>
    internal static string Explain(string system, Architecture architecture, string loaderMessage)
    {
        const string Systems = "TorchSharp's native part exists for x64 Linux with glibc, x64 and Arm64 Windows, and Arm64 macOS";
        bool windows = system.StartsWith("win", StringComparison.Ordinal);
        bool mac = system.StartsWith("osx", StringComparison.Ordinal);
        bool served = !system.Contains("musl", StringComparison.Ordinal) && architecture switch
        {
            Architecture.X64 => !mac,
            Architecture.Arm64 => windows || mac,
            _ => false,
        };
        if (!served)
            return $"{Systems}; this is {system}.";

        Match version = MissingVersion().Match(loaderMessage);
        if (!version.Success)
        {
            string kind = windows ? "win" : mac ? "osx" : "linux";
            string package = $"libtorch-cpu-{kind}-{(architecture == Architecture.X64 ? "x64" : "arm64")}";
            return $"TorchSharp's native part is not among the program's files: add the package {package} or TorchSharp-cpu to the "
                + "program's project.";
        }

        return version.Value == "GLIBCXX_3.4.32"
            ? "libLibTorchSharp.so needs GLIBCXX_3.4.32, which this system's libstdc++ lacks: set the property DpsaRelaxLibTorchSharp "
                + "to true in the program's project and build it again."
            : $"libLibTorchSharp.so needs {version.Value}, which this system lacks: run it on a newer one.";
    }

    private static string LoaderMessage()
    {
        try
        {
            NativeLibrary.Load(BindingLibrary, typeof(Scalar).Assembly, null);
            return "";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message;
        }
    }

    [GeneratedRegex("(?:GLIBCXX|GLIBC|CXXABI|GCC)_[0-9.]+(?=' not found)")]
    private static partial Regex MissingVersion();
}
