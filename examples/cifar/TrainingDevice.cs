using System.Runtime.InteropServices;
using Dpsa.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.Examples.Cifar;

/// <summary>Where the tensors are.</summary>
internal static class TrainingDevice
{
    /// <param name="name">As <c>--device</c> has it.</param>
    /// <exception cref="CifarException">libtorch does not load here, or has no such device.</exception>
    public static Device Resolve(string name)
    {
        try
        {
            TorchRuntime.Require();
        }
        catch (PlatformNotSupportedException e)
        {
            throw new CifarException(e.Message, e);
        }

        // torch.device itself loads the CUDA libraries, and fails in one of several ways where they are not there.
        if (name != "cpu" && !cuda.is_available())
            throw new CifarException($"--device {name}: no CUDA device is available to this program's libtorch; use --device cpu.");

        try
        {
            Device device = torch.device(name);
            int count = name == "cpu" ? 0 : cuda.device_count();
            return device.index < count || name == "cpu"
                ? device
                : throw new CifarException($"--device {name}: libtorch sees {count} CUDA device{(count == 1 ? "" : "s")}, numbered from 0.");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException or ExternalException or TypeInitializationException)
        {
            throw new CifarException($"--device {name}: {e.Message.Split('\n', 2)[0]}", e);
        }
    }
}
