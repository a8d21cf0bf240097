// From the values of polynomials on the m-th roots of unity to their values on the odd 2m-th roots, eight polynomials at once.
//
//     inverse    decimation in frequency, natural order in, coefficients in bit-reversed order out, not divided by m
//     forward    decimation in time at the points g^(2i+1), g of order 2m, natural order out
//
// A sum in the inverse doubles its bound with every layer, so limbs are normalised every third layer; in the forward transform
// bounds grow by about a number a layer, which the limbs have room for.

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using static Dpsa.Vdaf.Lanes.Field128Lanes;

namespace Dpsa.Vdaf.Lanes;

/// <summary>The constants of one size, and the transform.</summary>
internal sealed unsafe class LaneTransform
{
    private const int NormaliseEvery = 3;

    private static readonly ConcurrentDictionary<int, LaneTransform> Cache = new();

    // Layer with half h: h multipliers, from index h - 1 on.
    private readonly int[] _inverse;
    private readonly int[] _forward;

    private LaneTransform(int sizeLog2)
    {
        SizeLog2 = sizeLog2;
        Field128 root = FieldMath.Inverse(FieldMath.RootOfUnity<Field128>(sizeLog2));
        Field128 cosetRoot = FieldMath.RootOfUnity<Field128>(sizeLog2 + 1);
        _inverse = GC.AllocateArray<int>(Size * Limbs, pinned: true);
        _forward = GC.AllocateArray<int>(Size * Limbs, pinned: true);
        for (int half = 1; half < Size; half *= 2)
        {
            var exponent = (UInt128)(Size / (2 * half));
            WritePowers(_inverse, half, Field128.One, FieldMath.Pow(root, exponent));
            WritePowers(_forward, half, FieldMath.Pow(cosetRoot, exponent), FieldMath.Pow(cosetRoot, 2 * exponent));
        }
    }

    /// <summary>The transform of 2^<paramref name="sizeLog2"/> points; built once.</summary>
    public static LaneTransform OfLog2(int sizeLog2) => Cache.GetOrAdd(sizeLog2, static k => new LaneTransform(k));

    /// <summary>Log2 of the number of points m.</summary>
    public int SizeLog2 { get; }

    /// <summary>Number of points m.</summary>
    public int Size => 1 << SizeLog2;

    /// <summary>Replaces m times eight values by m times the values on the coset.</summary>
    public void ExtendToCoset(long* data)
    {
        int* inverse = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_inverse));
        int* forward = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_forward));
        int layer = 0;
        for (int half = Size / 2; half > 1; half /= 2)
        {
            bool normalise = ++layer % NormaliseEvery == 0;
            for (int start = 0; start < Size; start += 2 * half)
                InverseLayer(data + (start * Words), data + ((start + half) * Words), inverse + ((half - 1) * Limbs), half, normalise);
        }

        for (int start = 0; start < Size; start += 2)
            InverseLast(data + (start * Words), data + ((start + 1) * Words));

        for (int half = 1; half < Size; half *= 2)
        {
            for (int start = 0; start < Size; start += 2 * half)
                ForwardLayer(data + (start * Words), data + ((start + half) * Words), forward + ((half - 1) * Limbs), half);
        }
    }

    private static void InverseLayer(long* x, long* y, int* multipliers, int count, bool normalise)
    {
        for (int i = 0; i < count; i++, x += Words, y += Words, multipliers += Limbs)
        {
            Vector512<long> x0 = Load(x, 0), x1 = Load(x, 1), x2 = Load(x, 2), x3 = Load(x, 3), x4 = Load(x, 4);
            Vector512<long> y0 = Load(y, 0), y1 = Load(y, 1), y2 = Load(y, 2), y3 = Load(y, 3), y4 = Load(y, 4);
            Vector512<long> s0 = x0 + y0, s1 = x1 + y1, s2 = x2 + y2, s3 = x3 + y3, s4 = x4 + y4;
            if (normalise)
                Normalise(ref s0, ref s1, ref s2, ref s3, ref s4);
            Save(x, s0, s1, s2, s3, s4);
            Multiply(
                x0 - y0, x1 - y1, x2 - y2, x3 - y3, x4 - y4, multipliers,
                out Vector512<long> d0, out Vector512<long> d1, out Vector512<long> d2, out Vector512<long> d3, out Vector512<long> d4);
            Save(y, d0, d1, d2, d3, d4);
        }
    }

    private static void InverseLast(long* x, long* y)
    {
        Vector512<long> x0 = Load(x, 0), x1 = Load(x, 1), x2 = Load(x, 2), x3 = Load(x, 3), x4 = Load(x, 4);
        Vector512<long> y0 = Load(y, 0), y1 = Load(y, 1), y2 = Load(y, 2), y3 = Load(y, 3), y4 = Load(y, 4);
        Vector512<long> s0 = x0 + y0, s1 = x1 + y1, s2 = x2 + y2, s3 = x3 + y3, s4 = x4 + y4;
        Normalise(ref s0, ref s1, ref s2, ref s3, ref s4);
        Save(x, s0, s1, s2, s3, s4);
        x0 -= y0;
        x1 -= y1;
        x2 -= y2;
        x3 -= y3;
        x4 -= y4;
        Normalise(ref x0, ref x1, ref x2, ref x3, ref x4);
        Save(y, x0, x1, x2, x3, x4);
    }

    private static void ForwardLayer(long* x, long* y, int* multipliers, int count)
    {
        for (int i = 0; i < count; i++, x += Words, y += Words, multipliers += Limbs)
        {
            Multiply(
                Load(y, 0), Load(y, 1), Load(y, 2), Load(y, 3), Load(y, 4), multipliers,
                out Vector512<long> t0, out Vector512<long> t1, out Vector512<long> t2, out Vector512<long> t3, out Vector512<long> t4);
            Vector512<long> x0 = Load(x, 0), x1 = Load(x, 1), x2 = Load(x, 2), x3 = Load(x, 3), x4 = Load(x, 4);
            Save(x, x0 + t0, x1 + t1, x2 + t2, x3 + t3, x4 + t4);
            Save(y, x0 - t0, x1 - t1, x2 - t2, x3 - t3, x4 - t4);
        }
    }

    private static void WritePowers(int[] table, int half, Field128 first, Field128 factor)
    {
        Field128 multiplier = Field128.ToMultiplier(factor);
        for (int i = 0; i < half; i++)
        {
            ToMultiplier(first, table.AsSpan((half - 1 + i) * Limbs, Limbs));
            first = Field128.MultiplyBy(first, multiplier);
        }
    }
}
