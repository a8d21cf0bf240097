using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number of any element type. It owns nothing native; disposing it is free.</summary>
public sealed class Scalar : IDisposable
{
    internal Scalar(NativeScalar value) => Value = value;

    internal NativeScalar Value { get; }

    public ScalarType Type => Value.IsDouble ? ScalarType.Float64 : Value.IsBool ? ScalarType.Bool : ScalarType.Int64;

    public void Dispose()
    {
    }

    public static implicit operator Scalar(bool value) => new(value);

    public static implicit operator Scalar(byte value) => new((long)value);

    public static implicit operator Scalar(sbyte value) => new((long)value);

    public static implicit operator Scalar(short value) => new((long)value);

    public static implicit operator Scalar(int value) => new((long)value);

    public static implicit operator Scalar(long value) => new(value);

    public static implicit operator Scalar(Half value) => new((double)value);

    public static implicit operator Scalar(float value) => new((double)value);

    public static implicit operator Scalar(double value) => new(value);
}
