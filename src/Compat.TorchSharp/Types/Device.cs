using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A kind of device and, where there may be several, its number.</summary>
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = type == DeviceType.CUDA && index < 0 ? 0 : index;
        }

        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public Device(string deviceType, int index = -1)
            : this(ParseType(deviceType), index)
        {
        }

        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            string[] parts = description.Split(':');
            int number = -1;
            if (parts.Length > 2
                || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number)))
            {
                throw new ArgumentException(
                    $"'{description}' is not a device; expected a kind such as cpu, or kind:number.", nameof(description));
            }

            type = ParseType(parts[0]);
            index = type == DeviceType.CUDA && number < 0 ? 0 : number;
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            string kind = type.ToString().ToLowerInvariant();
            return index < 0 ? kind : $"{kind}:{index}";
        }

        private static DeviceType ParseType(string kind) =>
            Enum.TryParse(kind, ignoreCase: true, out DeviceType parsed) && !char.IsAsciiDigit(kind[0])
                ? parsed
                : throw new ArgumentException($"'{kind}' is not a kind of device.", nameof(kind));
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device get_default_device() => CPU;

    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CUDA => cuda.is_available(),
        DeviceType.CPU or DeviceType.META => true,
        _ => false,
    };
}
