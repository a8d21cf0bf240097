using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Lanes;

namespace Dpsa.Vdaf.Fields;

/// <summary>Arithmetic on vectors of field elements, eight at a time where field and processor allow it.</summary>
internal static class FieldVectors
{
    /// <summary>Whether elements can be treated as the words of 512-bit registers.</summary>
    public static bool InLanes<F>()
        where F : unmanaged, IField<F> => typeof(F) == typeof(Field64) && Field64Lanes.IsSupported;

    /// <summary>result[i] = left[i] - right[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract<F>(ReadOnlySpan<F> left, ReadOnlySpan<F> right, Span<F> result)
        where F : unmanaged, IField<F>
    {
        int done = 0;
        if (InLanes<F>())
        {
            ReadOnlySpan<ulong> a = Words(left), b = Words(right);
            Span<ulong> c = Words(result);
            for (; done + Field64Lanes.Count <= c.Length; done += Field64Lanes.Count)
                Field64Lanes.Subtract(Vector512.Create(a[done..]), Vector512.Create(b[done..])).CopyTo(c[done..]);
        }

        for (; done < result.Length; done++)
            result[done] = left[done] - right[done];
    }

    /// <summary>sum[i] += addend[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<F>(Span<F> sum, ReadOnlySpan<F> addend)
        where F : unmanaged, IField<F>
    {
        int done = 0;
        if (InLanes<F>())
        {
            Span<ulong> a = Words(sum);
            ReadOnlySpan<ulong> b = Words(addend);
            for (; done + Field64Lanes.Count <= a.Length; done += Field64Lanes.Count)
                Field64Lanes.Add(Vector512.Create(a[done..]), Vector512.Create(b[done..])).CopyTo(a[done..]);
        }

        for (; done < sum.Length; done++)
            sum[done] += addend[done];
    }

    /// <summary>sum[i] += values[i] times what the multiplier stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd<F>(Span<F> sum, ReadOnlySpan<F> values, F multiplier)
        where F : unmanaged, IField<F>
    {
        int done = 0;
        if (InLanes<F>())
        {
            Span<ulong> a = Words(sum);
            ReadOnlySpan<ulong> b = Words(values);
            Vector512<ulong> factor = Vector512.Create(Unsafe.BitCast<F, ulong>(multiplier));
            for (; done + Field64Lanes.Count <= a.Length; done += Field64Lanes.Count)
            {
                Vector512<ulong> product = Field64Lanes.Multiply(Vector512.Create(b[done..]), factor);
                Field64Lanes.Add(Vector512.Create(a[done..]), product).CopyTo(a[done..]);
            }
        }

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
            ReadOnlySpan<ulong> a = Words(values);
            Vector512<ulong> sums = default;
            for (; done + Field64Lanes.Count <= a.Length; done += Field64Lanes.Count)
            {
                Vector512<ulong> x = Vector512.Create(a[done..]);
                sums = Field64Lanes.Add(sums, Field64Lanes.Multiply(x, x));
            }

            for (int lane = 0; lane < Field64Lanes.Count; lane++)
                sum += Unsafe.BitCast<ulong, F>(sums[lane]);
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
        int done = 0;
        if (InLanes<F>())
        {
            ReadOnlySpan<ulong> a = Words(values);
            Vector512<ulong> largest = default;
            for (; done + Field64Lanes.Count <= a.Length; done += Field64Lanes.Count)
                largest = Vector512.Max(largest, Vector512.Create(a[done..]));
            canonical = Vector512.LessThanAll(largest, Vector512.Create((ulong)F.Modulus));
        }

        if (typeof(F) == typeof(Field128))
        {
            foreach (ref readonly Field128 value in MemoryMarshal.Cast<F, Field128>(values))
                canonical &= value.IsCanonical;
            return canonical;
        }

        for (; done < values.Length; done++)
            canonical &= values[done].ToUInt128() < F.Modulus;
        return canonical;
    }

    private static Span<ulong> Words<F>(Span<F> values)
        where F : unmanaged => MemoryMarshal.Cast<F, ulong>(values);

    private static ReadOnlySpan<ulong> Words<F>(ReadOnlySpan<F> values)
        where F : unmanaged => MemoryMarshal.Cast<F, ulong>(values);
}
