using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The element types' sizes and their counterparts in .NET.</summary>
internal static class ElementTypes
{
    internal static ScalarType Of<T>() where T : unmanaged =>
        TryOf(typeof(T)) ?? throw new NotSupportedException($"{typeof(T).Name} is no element type.");

    internal static ScalarType? TryOf(Type type)
    {
        if (type == typeof(float)) return ScalarType.Float32;
        if (type == typeof(double)) return ScalarType.Float64;
        if (type == typeof(long)) return ScalarType.Int64;
        if (type == typeof(int)) return ScalarType.Int32;
        if (type == typeof(short)) return ScalarType.Int16;
        if (type == typeof(sbyte)) return ScalarType.Int8;
        if (type == typeof(byte)) return ScalarType.Byte;
        if (type == typeof(bool)) return ScalarType.Bool;
        if (type == typeof(Half)) return ScalarType.Float16;
        return null;
    }

    internal static bool IsFloatingPoint(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    internal static bool IsComplex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    internal static int Size(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new NotSupportedException($"{type} is no element type."),
    };

    /// <summary>No conversion: reading as another type is refused.</summary>
    internal static void Require<T>(ScalarType actual) where T : unmanaged
    {
        if (TryOf(typeof(T)) != actual)
            throw new ArgumentException($"{typeof(T).Name} is not compatible with {actual}");
    }
}
