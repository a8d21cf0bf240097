using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Where and as what a tensor is made, laid out as shim::Options.</summary>
internal readonly struct NativeOptions
{
    private readonly int dtype;
    private readonly int deviceType;
    private readonly int deviceIndex;

    internal NativeOptions(ScalarType? dtype, Device? device)
    {
        this.dtype = Native.Type(dtype);
        deviceType = device is null ? -1 : (int)device.type;
        deviceIndex = device is null || device.type == DeviceType.CPU ? -1 : device.index;
    }
}
