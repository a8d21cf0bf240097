namespace TorchSharp;

public static partial class torch
{
    /// <summary>The element types, numbered as in libtorch and in the file format.</summary>
    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        ComplexFloat32 = 9,
        ComplexFloat64 = 10,
        Bool = 11,
        BFloat16 = 15,
    }

    public static ScalarType uint8 = ScalarType.Byte;
    public static ScalarType int8 = ScalarType.Int8;
    public static ScalarType int16 = ScalarType.Int16;
    public static ScalarType int32 = ScalarType.Int32;
    public static ScalarType int64 = ScalarType.Int64;
    public static ScalarType float16 = ScalarType.Float16;
    public static ScalarType half = ScalarType.Float16;
    public static ScalarType float32 = ScalarType.Float32;
    public static ScalarType float64 = ScalarType.Float64;
    public static ScalarType bfloat16 = ScalarType.BFloat16;

    public static ScalarType get_default_dtype() => (ScalarType)Native.get_default_dtype();

    public static void set_default_dtype(ScalarType dtype) => Native.set_default_dtype((int)dtype).Check();

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)Native.promote_types((int)type1, (int)type2);

    public static bool can_cast(ScalarType from, ScalarType to) => Native.can_cast((int)from, (int)to) != 0;

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2)
    {
        Native.result_type(tensor1, tensor2, out int type).Check();
        return (ScalarType)type;
    }
}
