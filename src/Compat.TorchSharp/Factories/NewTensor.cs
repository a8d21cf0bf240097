using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Tensors from the caller's elements, which are copied.</summary>
internal static class NewTensor
{
    internal static Tensor From<T>(
        ReadOnlySpan<T> elements, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
        where T : unmanaged
    {
        long needed = 1;
        foreach (long length in size)
            needed = checked(needed * length);
        if (needed != elements.Length)
            throw new ArgumentException($"Mismatched total size: {elements.Length} elements for a shape of {needed}.", nameof(size));
        return Place(Copy(elements, size), dtype, device).Finish(requiresGrad, names);
    }

    internal static Tensor FromArray<T>(Array array, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        var size = new long[array.Rank];
        for (int d = 0; d < size.Length; d++)
            size[d] = array.GetLongLength(d);
        ref byte first = ref MemoryMarshal.GetArrayDataReference(array);
        return From<T>(
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref first), array.Length), size, dtype, device, requiresGrad, names);
    }

    internal static Tensor FromArray(Array array, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) =>
        array switch
        {
            null => throw new ArgumentNullException(nameof(array)),
            _ when array.GetType().GetElementType() == typeof(float) => FromArray<float>(array, dtype, device, requiresGrad, names),
            _ when array.GetType().GetElementType() == typeof(double) => FromArray<double>(array, dtype, device, requiresGrad, names),
            _ when array.GetType().GetElementType() == typeof(long) => FromArray<long>(array, dtype, device, requiresGrad, names),
            _ when array.GetType().GetElementType() == typeof(int) => FromArray<int>(array, dtype, device, requiresGrad, names),
            _ when array.GetType().GetElementType() == typeof(short) => FromArray<short>(array, dtype, device, requiresGrad, names),
            _ when array.GetType().GetElementType() == typeof(sbyte) => FromArray<sbyte>(array, dtype, device, requiresGrad, names),
            _ when array.GetType().GetElementType() == typeof(byte) => FromArray<byte>(array, dtype, device, requiresGrad, names),
            _ when array.GetType().GetElementType() == typeof(bool) => FromArray<bool>(array, dtype, device, requiresGrad, names),
            _ => throw new NotSupportedException($"An array of {array.GetType().GetElementType()?.Name}."),
        };

    internal static ReadOnlySpan<T> Elements<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> grown => CollectionsMarshal.AsSpan(grown),
        _ => list.ToArray(),
    };

    private static unsafe Tensor Copy<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> size) where T : unmanaged
    {
        fixed (T* data = elements)
            return Native.from_data(data, size, size.Length, (int)ElementTypes.Of<T>());
    }

    private static Tensor Place(Tensor made, ScalarType? dtype, Device? device)
    {
        if (device is not null && device.type != DeviceType.CPU)
            return dtype is { } type ? made.to(type, device, disposeAfter: true) : made.to(device, disposeAfter: true);
        return dtype is { } wanted && wanted != made.dtype ? made.to(wanted, disposeAfter: true) : made;
    }
}
