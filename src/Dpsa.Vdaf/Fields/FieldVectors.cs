using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>Arithmetic on vectors of field elements, the fastest way that field and processor have.</summary>
internal static class FieldVectors
{
    /// <summary>result[i] = left[i] - right[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract<F>(ReadOnlySpan<F> left, ReadOnlySpan<F> right, Span<F> result)
        where F : unmanaged, IField<F>
    {
        int done = InLanes<F>() ? FieldVectorsAvx512.Subtract(Words(left), Words(right), Words(result)) : 0;
        for (; done < result.Length; done++)
            result[done] = left[done] - right[done];
    }

    /// <summary>sum[i] += addend[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<F>(Span<F> sum, ReadOnlySpan<F> addend)
        where F : unmanaged, IField<F>
    {
        int done = InLanes<F>() ? FieldVectorsAvx512.Add(Words(sum), Words(addend)) : 0;
        for (; done < sum.Length; done++)
            sum[done] += addend[done];
    }

    /// <summary>sum[i] += values[i] times what the multiplier stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd<F>(Span<F> sum, ReadOnlySpan<F> values, F multiplier)
        where F : unmanaged, IField<F>
    {
        int done = InLanes<F>() ? FieldVectorsAvx512.MultiplyAdd(Words(sum), Words(values), Unsafe.BitCast<F, ulong>(multiplier)) : 0;
        for (; done < sum.Length; done++)
            sum[done] += F.MultiplyBy(values[done], multiplier);
    }

    /// <summary>The sum of the squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static F SumOfSquares<F>(ReadOnlySpan<F> values)
        where F : unmanaged, IField<F>
    {
        F sum = F.Zero;
        int done = 0;
        if (InLanes<F>())
        {
            done = FieldVectorsAvx512.SumOfSquares(Words(values), out ulong squares);
            sum = Unsafe.BitCast<ulong, F>(squares);
        }

        for (; done < values.Length; done++)
            sum += values[done] * values[done];
        return sum;
    }

    /// <summary>Whether all values are canonical; memory may hold others after bytes have been copied into it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreCanonical<F>(ReadOnlySpan<F> values)
        where F : unmanaged, IField<F>
    {
        bool canonical = true;
        if (typeof(F) == typeof(Field128))
        {
            foreach (ref readonly Field128 value in MemoryMarshal.Cast<F, Field128>(values))
                canonical &= value.IsCanonical;
            return canonical;
        }

        int done = InLanes<F>() ? FieldVectorsAvx512.AreCanonical(Words(values), out canonical) : 0;
        for (; done < values.Length; done++)
            canonical &= values[done].ToUInt128() < F.Modulus;
        return canonical;
    }

    private static bool InLanes<F>()
        where F : unmanaged, IField<F> => typeof(F) == typeof(Field64) && Field64Avx512.IsSupported;

    private static Span<ulong> Words<F>(Span<F> values)
        where F : unmanaged => MemoryMarshal.Cast<F, ulong>(values);

    private static ReadOnlySpan<ulong> Words<F>(ReadOnlySpan<F> values)
        where F : unmanaged => MemoryMarshal.Cast<F, ulong>(values);
}
