using System.Runtime.Intrinsics;

namespace Dpsa.Vdaf.Fields;

/// <summary><see cref="EncodedSums"/> in registers: the kernel of each field, in the widest that the processor has.</summary>
internal static unsafe class EncodedSumsLanes
{
    /// <summary>Adds as many elements as can be added together; what is not below the modulus ends that, and is never added.</summary>
    /// <returns>How many elements were added; zero where field or processor have no kernel.</returns>
    public static int Add<F>(byte* sum, byte* addend, int count)
        where F : unmanaged, IField<F>
    {
        if (WordOperationsAvx512<ulong>.IsSupported)
            return AddAvx512<F>(sum, addend, count);
        return WordOperationsAvx2<ulong>.IsSupported ? AddAvx2<F>(sum, addend, count) : 0;
    }

    /// <summary>The same, in 512-bit registers.</summary>
    public static int AddAvx512<F>(byte* sum, byte* addend, int count)
        where F : unmanaged, IField<F> =>
        Add<F, Vector512<ulong>, WordOperationsAvx512<ulong>, Vector512<uint>, WordOperationsAvx512<uint>>(sum, addend, count);

    /// <summary>The same, in 256-bit registers.</summary>
    public static int AddAvx2<F>(byte* sum, byte* addend, int count)
        where F : unmanaged, IField<F> =>
        Add<F, Vector256<ulong>, WordOperationsAvx2<ulong>, Vector256<uint>, WordOperationsAvx2<uint>>(sum, addend, count);

    private static int Add<F, TLong, TLongOps, TInt, TIntOps>(byte* sum, byte* addend, int count)
        where F : unmanaged, IField<F>
        where TLong : struct
        where TLongOps : IWordOperations<TLong, ulong>
        where TInt : struct
        where TIntOps : IWordOperations<TInt, uint>
    {
        if (typeof(F) == typeof(Field128))
            return Field128SumsLanes<TLong, TLongOps>.Add((ulong*)sum, (ulong*)addend, count);
        if (typeof(F) == typeof(Field64))
            return WordSumsLanes<TLong, ulong, TLongOps>.Add((ulong*)sum, (ulong*)addend, count, (ulong)F.Modulus);
        if (typeof(F) == typeof(Field32))
            return WordSumsLanes<TInt, uint, TIntOps>.Add((uint*)sum, (uint*)addend, count, (uint)F.Modulus);
        return 0;
    }
}
