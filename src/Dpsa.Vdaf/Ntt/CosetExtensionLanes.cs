// From the values of polynomials on the m-th roots of unity to their values on the odd 2m-th roots, one polynomial a lane.
// The same transform as CosetExtension, over the redundant numbers of Field128Lanes: a sum in the inverse doubles its bound with
// every layer, so limbs are normalised every third layer; in the forward transform bounds grow by about a number a layer,
// which the limbs have room for.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Ntt;

/// <summary>
/// <see cref="CosetExtension{F}"/> over Field128 in the lanes of registers: the constants of one size, and the transform.
/// </summary>
internal sealed unsafe class CosetExtensionLanes<TVector, TOps>
    where TVector : struct
    where TOps : ILaneOperations<TVector>
{
    private const int NormaliseEvery = 3;
    private const int Limbs = Field128Limbs.Count;

    private static readonly SizeTable<CosetExtensionLanes<TVector, TOps>> Sizes = new(k => new(k));

    // Layer with half h: h multipliers, from index h - 1 on.
    private readonly int[] _inverse;
    private readonly int[] _forward;

    private CosetExtensionLanes(int sizeLog2)
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

    /// <summary>Log2 of the number of points m.</summary>
    public int SizeLog2 { get; }

    /// <summary>Number of points m.</summary>
    public int Size => 1 << SizeLog2;

    private static int Words => Field128Lanes<TVector, TOps>.Words;

    /// <summary>The transform of 2^<paramref name="sizeLog2"/> points; built once.</summary>
    public static CosetExtensionLanes<TVector, TOps> OfLog2(int sizeLog2) => Sizes[sizeLog2];

    /// <summary>Replaces m values in every lane by m times the values on the coset.</summary>
    public void Extend(long* data)
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
            SumAndDifference(
                x, y,
                out TVector s0, out TVector s1, out TVector s2, out TVector s3, out TVector s4,
                out TVector d0, out TVector d1, out TVector d2, out TVector d3, out TVector d4);
            if (normalise)
                Field128Lanes<TVector, TOps>.Normalise(ref s0, ref s1, ref s2, ref s3, ref s4);
            Field128Lanes<TVector, TOps>.Save(x, s0, s1, s2, s3, s4);
            Field128Lanes<TVector, TOps>.Multiply(d0, d1, d2, d3, d4, multipliers, out d0, out d1, out d2, out d3, out d4);
            Field128Lanes<TVector, TOps>.Save(y, d0, d1, d2, d3, d4);
        }
    }

    /// <summary>The layer whose multipliers are all one.</summary>
    private static void InverseLast(long* x, long* y)
    {
        SumAndDifference(
            x, y,
            out TVector s0, out TVector s1, out TVector s2, out TVector s3, out TVector s4,
            out TVector d0, out TVector d1, out TVector d2, out TVector d3, out TVector d4);
        Field128Lanes<TVector, TOps>.Normalise(ref s0, ref s1, ref s2, ref s3, ref s4);
        Field128Lanes<TVector, TOps>.Save(x, s0, s1, s2, s3, s4);
        Field128Lanes<TVector, TOps>.Normalise(ref d0, ref d1, ref d2, ref d3, ref d4);
        Field128Lanes<TVector, TOps>.Save(y, d0, d1, d2, d3, d4);
    }

    private static void ForwardLayer(long* x, long* y, int* multipliers, int count)
    {
        for (int i = 0; i < count; i++, x += Words, y += Words, multipliers += Limbs)
        {
            Field128Lanes<TVector, TOps>.Multiply(
                Load(y, 0), Load(y, 1), Load(y, 2), Load(y, 3), Load(y, 4), multipliers,
                out TVector t0, out TVector t1, out TVector t2, out TVector t3, out TVector t4);
            TVector x0 = Load(x, 0), x1 = Load(x, 1), x2 = Load(x, 2), x3 = Load(x, 3), x4 = Load(x, 4);
            Field128Lanes<TVector, TOps>.Save(
                x, TOps.Add(x0, t0), TOps.Add(x1, t1), TOps.Add(x2, t2), TOps.Add(x3, t3), TOps.Add(x4, t4));
            Field128Lanes<TVector, TOps>.Save(
                y, TOps.Subtract(x0, t0), TOps.Subtract(x1, t1), TOps.Subtract(x2, t2), TOps.Subtract(x3, t3), TOps.Subtract(x4, t4));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumAndDifference(
        long* x, long* y,
        out TVector s0, out TVector s1, out TVector s2, out TVector s3, out TVector s4,
        out TVector d0, out TVector d1, out TVector d2, out TVector d3, out TVector d4)
    {
        TVector x0 = Load(x, 0), x1 = Load(x, 1), x2 = Load(x, 2), x3 = Load(x, 3), x4 = Load(x, 4);
        TVector y0 = Load(y, 0), y1 = Load(y, 1), y2 = Load(y, 2), y3 = Load(y, 3), y4 = Load(y, 4);
        (s0, s1, s2, s3, s4) = (TOps.Add(x0, y0), TOps.Add(x1, y1), TOps.Add(x2, y2), TOps.Add(x3, y3), TOps.Add(x4, y4));
        (d0, d1, d2, d3, d4) =
            (TOps.Subtract(x0, y0), TOps.Subtract(x1, y1), TOps.Subtract(x2, y2), TOps.Subtract(x3, y3), TOps.Subtract(x4, y4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(long* words, int limb) => Field128Lanes<TVector, TOps>.Load(words, limb);

    private static void WritePowers(int[] table, int half, Field128 first, Field128 factor)
    {
        Field128 multiplier = Field128.ToMultiplier(factor);
        for (int i = 0; i < half; i++)
        {
            Field128Limbs.WriteMultiplier(first, table.AsSpan((half - 1 + i) * Limbs, Limbs));
            first = Field128.MultiplyBy(first, multiplier);
        }
    }
}
