using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Lanes;

/// <summary>Adds encoded vectors with the widest registers that the processor has.</summary>
internal static unsafe class EncodedAddition
{
    /// <summary>Adds as many elements as can be added together; what is not below the modulus ends that, and is never added.</summary>
    /// <returns>How many elements were added; zero where field or processor have no kernel.</returns>
    public static int Add<F>(byte* sum, byte* addend, int count)
        where F : unmanaged, IField<F>
    {
        if (WordOperations512<ulong>.IsSupported)
            return Add512<F>(sum, addend, count);
        return WordOperations256<ulong>.IsSupported ? Add256<F>(sum, addend, count) : 0;
    }

    /// <summary>The same, in 512-bit registers.</summary>
    public static int Add512<F>(byte* sum, byte* addend, int count)
        where F : unmanaged, IField<F>
    {
        if (typeof(F) == typeof(Field128))
            return Field128Addition<Vector512<ulong>, WordOperations512<ulong>>.Add((ulong*)sum, (ulong*)addend, count);
        if (typeof(F) == typeof(Field64))
            return WordAddition<Vector512<ulong>, ulong, WordOperations512<ulong>>.Add((ulong*)sum, (ulong*)addend, count, (ulong)F.Modulus);
        if (typeof(F) == typeof(Field32))
            return WordAddition<Vector512<uint>, uint, WordOperations512<uint>>.Add((uint*)sum, (uint*)addend, count, (uint)F.Modulus);
        return 0;
    }

    /// <summary>The same, in 256-bit registers.</summary>
    public static int Add256<F>(byte* sum, byte* addend, int count)
        where F : unmanaged, IField<F>
    {
        if (typeof(F) == typeof(Field128))
            return Field128Addition<Vector256<ulong>, WordOperations256<ulong>>.Add((ulong*)sum, (ulong*)addend, count);
        if (typeof(F) == typeof(Field64))
            return WordAddition<Vector256<ulong>, ulong, WordOperations256<ulong>>.Add((ulong*)sum, (ulong*)addend, count, (ulong)F.Modulus);
        if (typeof(F) == typeof(Field32))
            return WordAddition<Vector256<uint>, uint, WordOperations256<uint>>.Add((uint*)sum, (uint*)addend, count, (uint)F.Modulus);
        return 0;
    }
}
