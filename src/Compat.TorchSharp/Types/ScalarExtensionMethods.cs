namespace TorchSharp;

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this bool value) => value;

    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static bool ToBoolean(this Scalar value) => Of(value).AsDouble != 0;

    public static byte ToByte(this Scalar value) => (byte)Of(value).AsInt64;

    public static sbyte ToSByte(this Scalar value) => (sbyte)Of(value).AsInt64;

    public static short ToInt16(this Scalar value) => (short)Of(value).AsInt64;

    public static int ToInt32(this Scalar value) => (int)Of(value).AsInt64;

    public static long ToInt64(this Scalar value) => Of(value).AsInt64;

    public static float ToSingle(this Scalar value) => (float)Of(value).AsDouble;

    public static double ToDouble(this Scalar value) => Of(value).AsDouble;

    private static NativeScalar Of(Scalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Value;
    }
}
