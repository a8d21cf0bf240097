using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dpsa.Vdaf.Fields;

/// <summary>
/// <see cref="FieldVectors"/> over Field64, eight elements at a time. Each method handles whole registers, and says how many elements
/// that were.
/// </summary>
internal static class FieldVectorsAvx512
{
    private const int Count = Field64Avx512.Count;

    /// <summary>result[i] = left[i] - right[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Subtract(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
    {
        int done = 0;
        for (; done + Count <= result.Length; done += Count)
            Field64Avx512.Subtract(Vector512.Create(left[done..]), Vector512.Create(right[done..])).CopyTo(result[done..]);
        return done;
    }

    /// <summary>sum[i] += addend[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Add(Span<ulong> sum, ReadOnlySpan<ulong> addend)
    {
        int done = 0;
        for (; done + Count <= sum.Length; done += Count)
            Field64Avx512.Add(Vector512.Create(sum[done..]), Vector512.Create(addend[done..])).CopyTo(sum[done..]);
        return done;
    }

    /// <summary>sum[i] += values[i] * factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int MultiplyAdd(Span<ulong> sum, ReadOnlySpan<ulong> values, ulong factor)
    {
        int done = 0;
        Vector512<ulong> factors = Vector512.Create(factor);
        for (; done + Count <= sum.Length; done += Count)
        {
            Vector512<ulong> product = Field64Avx512.Multiply(Vector512.Create(values[done..]), factors);
            Field64Avx512.Add(Vector512.Create(sum[done..]), product).CopyTo(sum[done..]);
        }

        return done;
    }

    /// <summary>The sum of the squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int SumOfSquares(ReadOnlySpan<ulong> values, out ulong sum)
    {
        int done = 0;
        Vector512<ulong> sums = default;
        for (; done + Count <= values.Length; done += Count)
        {
            Vector512<ulong> x = Vector512.Create(values[done..]);
            sums = Field64Avx512.Add(sums, Field64Avx512.Multiply(x, x));
        }

        Field64 total = Field64.Zero;
        for (int lane = 0; lane < Count; lane++)
            total += new Field64(sums[lane]);
        sum = total.Value;
        return done;
    }

    /// <summary>Whether all values are below the modulus.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int AreCanonical(ReadOnlySpan<ulong> values, out bool canonical)
    {
        int done = 0;
        Vector512<ulong> largest = default;
        for (; done + Count <= values.Length; done += Count)
            largest = Vector512.Max(largest, Vector512.Create(values[done..]));
        canonical = Vector512.LessThanAll(largest, Vector512.Create((ulong)Field64.Modulus));
        return done;
    }
}
