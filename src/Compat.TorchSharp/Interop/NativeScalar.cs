namespace TorchSharp;

/// <summary>A number with its kind, laid out as shim::Scalar.</summary>
internal readonly struct NativeScalar
{
    private const int NoneKind = -1;
    private const int IntegerKind = 0;
    private const int DoubleKind = 1;
    private const int BoolKind = 2;

    private readonly long bits;
    private readonly int kind;

    private NativeScalar(long bits, int kind) => (this.bits, this.kind) = (bits, kind);

    internal static NativeScalar None => new(0, NoneKind);

    internal static NativeScalar One => new(1, IntegerKind);

    internal bool IsDouble => kind == DoubleKind;

    internal bool IsBool => kind == BoolKind;

    internal double AsDouble => IsDouble ? BitConverter.Int64BitsToDouble(bits) : bits;

    internal long AsInt64 => IsDouble ? (long)AsDouble : bits;

    public static implicit operator NativeScalar(long value) => new(value, IntegerKind);

    public static implicit operator NativeScalar(double value) => new(BitConverter.DoubleToInt64Bits(value), DoubleKind);

    public static implicit operator NativeScalar(bool value) => new(value ? 1 : 0, BoolKind);

    public static implicit operator NativeScalar(Scalar? value) => value is null ? None : value.Value;
}
