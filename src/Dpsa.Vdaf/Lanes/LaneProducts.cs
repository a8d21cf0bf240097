// Sums of products of polynomials on the coset, eight polynomials in the lanes of a register.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dpsa.Vdaf.Fields;
using static Dpsa.Vdaf.Lanes.Field128Lanes;

namespace Dpsa.Vdaf.Lanes;

/// <summary>Working memory of one thread: m times eight values, and the running sums. Disposing it zeroes and frees it.</summary>
internal sealed unsafe class LaneProducts : IDisposable
{
    private readonly LaneTransform _transform;
    private readonly nuint _bytes;
    private long* _values;
    private long* _sums;

    public LaneProducts(LaneTransform transform)
    {
        _transform = transform;
        _bytes = (nuint)transform.Size * Words * sizeof(long);
        _values = (long*)NativeMemory.AlignedAlloc(2 * _bytes, 64);
        _sums = _values + ((nuint)transform.Size * Words);
        NativeMemory.Clear(_sums, _bytes);
    }

    /// <summary>The eight values at one point of the domain: 5 words of limb 0, and so on, each eight lanes.</summary>
    public long* Values(int point) => _values + ((nint)point * Words);

    /// <summary>Sets one value.</summary>
    public void SetValue(int point, int lane, Field128 value)
    {
        Span<int> limbs = stackalloc int[Limbs];
        ToLimbs(value, limbs);
        long* words = Values(point) + lane;
        for (int limb = 0; limb < Limbs; limb++)
            words[limb * Count] = limbs[limb];
    }

    /// <summary>Sets one value to an integer below 2^52.</summary>
    public void SetValue(int point, int lane, ulong value)
    {
        long* words = Values(point) + lane;
        words[0] = (long)(value & LimbMask);
        words[Count] = (long)(value >> LimbBits);
    }

    /// <summary>Sets all values from one point on to zero.</summary>
    public void Clear(int point) => Clear(point, _transform.Size);

    /// <summary>Sets the values from one point up to, not including, another to zero.</summary>
    public void Clear(int point, int end) => NativeMemory.Clear(Values(point), (nuint)(end - point) * Words * sizeof(long));

    /// <summary>
    /// Multiplies the sums by a constant, extends the values to the coset, and adds the products of the polynomials in lanes 0 to 3
    /// with those in lanes 4 to 7.
    /// </summary>
    public void AddProducts(int* multiplier)
    {
        _transform.ExtendToCoset(_values);
        long* value = _values;
        long* sum = _sums;
        for (int pair = 0; pair < _transform.Size / 2; pair++, value += 2 * Words, sum += Words)
        {
            // Two points at once: lanes 0 to 3 of both, times lanes 4 to 7 of both.
            Vector512<long> x0 = Low(value, 0), x1 = Low(value, 1), x2 = Low(value, 2), x3 = Low(value, 3), x4 = Low(value, 4);
            Vector512<long> y0 = High(value, 0), y1 = High(value, 1), y2 = High(value, 2), y3 = High(value, 3), y4 = High(value, 4);
            MultiplyAdd(
                Load(sum, 0), Load(sum, 1), Load(sum, 2), Load(sum, 3), Load(sum, 4), multiplier, x0, x1, x2, x3, x4, y0, y1, y2, y3, y4,
                out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4);
            FoldTop(ref r0, ref r2, ref r4);
            Save(sum, r0, r1, r2, r3, r4);
        }
    }

    /// <summary>Extends the values to the coset, and adds the squares of all eight polynomials.</summary>
    public void AddSquares()
    {
        _transform.ExtendToCoset(_values);
        long* value = _values;
        long* sum = _sums;
        for (int point = 0; point < _transform.Size; point++, value += Words, sum += Words)
        {
            Vector512<long> x0 = Load(value, 0), x1 = Load(value, 1), x2 = Load(value, 2), x3 = Load(value, 3), x4 = Load(value, 4);
            Square(
                x0, x1, x2, x3, x4,
                out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4);
            r0 += Load(sum, 0);
            r1 += Load(sum, 1);
            r2 += Load(sum, 2);
            r3 += Load(sum, 3);
            r4 += Load(sum, 4);
            Normalise(ref r0, ref r1, ref r2, ref r3, ref r4);
            Save(sum, r0, r1, r2, r3, r4);
        }
    }

    /// <summary>The sums after <see cref="AddProducts"/>, times factor: at each point, lane l counts weights[l] times.</summary>
    public Field128[] ProductSums(ReadOnlySpan<Field128> weights, Field128 factor)
    {
        var result = new Field128[_transform.Size];
        Span<Field128> multipliers = stackalloc Field128[4];
        for (int lane = 0; lane < multipliers.Length; lane++)
            multipliers[lane] = Field128.ToMultiplier(weights[lane] * factor);
        for (int point = 0; point < result.Length; point++)
        {
            long* sum = _sums + ((nint)(point / 2) * Words);
            Field128 total = Field128.Zero;
            for (int lane = 0; lane < multipliers.Length; lane++)
                total += Field128.MultiplyBy(FromLane(sum, (4 * (point & 1)) + lane), multipliers[lane]);
            result[point] = total;
        }

        return result;
    }

    /// <summary>The sums after <see cref="AddSquares"/>, times factor.</summary>
    public Field128[] SquareSums(Field128 factor)
    {
        var result = new Field128[_transform.Size];
        Field128 multiplier = Field128.ToMultiplier(factor);
        for (int point = 0; point < result.Length; point++)
        {
            long* sum = _sums + ((nint)point * Words);
            Field128 total = Field128.Zero;
            for (int lane = 0; lane < Count; lane++)
                total += FromLane(sum, lane);
            result[point] = Field128.MultiplyBy(total, multiplier);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_values is null)
            return;
        NativeMemory.Clear(_values, 2 * _bytes);
        NativeMemory.AlignedFree(_values);
        _values = null;
        _sums = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Low(long* value, int limb) =>
        Avx512F.Shuffle4x128(Load(value, limb), Load(value + Words, limb), 0x44);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> High(long* value, int limb) =>
        Avx512F.Shuffle4x128(Load(value, limb), Load(value + Words, limb), 0xEE);
}
