// From the values of a polynomial of degree below m on the m-th roots of unity to its values on the odd 2m-th roots.
//
//     inverse    decimation in frequency, natural order in, coefficients in bit-reversed order out, not divided by m
//     forward    decimation in time at the points g^(2i+1), g of order 2m, natural order out
//
// The two orders fit together, so nothing is permuted.

using System.Runtime.CompilerServices;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Ntt;

/// <summary>The constants of one size, and the transform.</summary>
internal sealed class CosetExtension<F>
    where F : unmanaged, IField<F>
{
    private static readonly SizeTable<CosetExtension<F>> Sizes = new(k => new CosetExtension<F>(k));

    // Layer with half h: h multipliers, from index h - 1 on.
    private readonly F[] _inverse;
    private readonly F[] _forward;
    private readonly F[] _untwist;

    private CosetExtension(int sizeLog2)
    {
        SizeLog2 = sizeLog2;
        F root = FieldMath.Inverse(FieldMath.RootOfUnity<F>(sizeLog2));
        F cosetRoot = FieldMath.RootOfUnity<F>(sizeLog2 + 1);
        _inverse = new F[Size];
        _forward = new F[Size];
        _untwist = new F[Size];
        for (int half = 1; half < Size; half *= 2)
        {
            var exponent = (UInt128)(Size / (2 * half));
            FieldMath.WritePowers(F.ToMultiplier(F.One), FieldMath.Pow(root, exponent), _inverse.AsSpan(half - 1, half));
            F first = F.ToMultiplier(FieldMath.Pow(cosetRoot, exponent));
            FieldMath.WritePowers(first, FieldMath.Pow(cosetRoot, 2 * exponent), _forward.AsSpan(half - 1, half));
        }

        FieldMath.WritePowers(F.ToMultiplier(F.One), FieldMath.Inverse(cosetRoot), _untwist);
    }

    /// <summary>Log2 of the number of points m.</summary>
    public int SizeLog2 { get; }

    /// <summary>Number of points m.</summary>
    public int Size => 1 << SizeLog2;

    /// <summary>The extension for 2^<paramref name="sizeLog2"/> points; built once.</summary>
    public static CosetExtension<F> OfLog2(int sizeLog2) => Sizes[sizeLog2];

    /// <summary>Multipliers of the layer of the inverse with this half.</summary>
    public ReadOnlySpan<F> InverseLayer(int half) => _inverse.AsSpan(half - 1, half);

    /// <summary>Multipliers of the layer of the forward transform with this half.</summary>
    public ReadOnlySpan<F> ForwardLayer(int half) => _forward.AsSpan(half - 1, half);

    /// <summary>Replaces m values on the roots of unity by m times the values on the coset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Extend(Span<F> data)
    {
        for (int half = Size / 2; half > 0; half /= 2)
        {
            ReadOnlySpan<F> multipliers = InverseLayer(half);
            for (int start = 0; start < Size; start += 2 * half)
            {
                Span<F> low = data.Slice(start, half);
                Span<F> high = data.Slice(start + half, half);
                for (int i = 0; i < low.Length; i++)
                {
                    F difference = low[i] - high[i];
                    low[i] += high[i];
                    high[i] = F.MultiplyBy(difference, multipliers[i]);
                }
            }
        }

        for (int half = 1; half < Size; half *= 2)
        {
            ReadOnlySpan<F> multipliers = ForwardLayer(half);
            for (int start = 0; start < Size; start += 2 * half)
            {
                Span<F> low = data.Slice(start, half);
                Span<F> high = data.Slice(start + half, half);
                for (int i = 0; i < low.Length; i++)
                {
                    F product = F.MultiplyBy(high[i], multipliers[i]);
                    high[i] = low[i] - product;
                    low[i] += product;
                }
            }
        }
    }

    /// <summary>The coefficients of a polynomial of degree at most 2m - 2 from its values on both halves of the 2m-th roots.</summary>
    /// <param name="values">Its values on the m-th roots of unity; overwritten.</param>
    /// <param name="cosetValues">Its values on the odd 2m-th roots; overwritten.</param>
    /// <param name="coefficients">Receives 2m - 1 ascending coefficients.</param>
    public void Interpolate(Span<F> values, Span<F> cosetValues, Span<F> coefficients)
    {
        // With P = low + y^m high, the values determine low + high, those on the coset, where y^m = -1, low - high.
        NttDomain<F> domain = NttDomain<F>.OfLog2(SizeLog2);
        domain.Inverse(values);
        domain.Inverse(cosetValues);
        F half = F.ToMultiplier(FieldMath.Inverse(FieldMath.FromInteger<F>(2)));
        for (int i = 0; i < values.Length; i++)
        {
            F twisted = F.MultiplyBy(cosetValues[i], _untwist[i]);
            coefficients[i] = F.MultiplyBy(values[i] + twisted, half);
            if (i + Size < coefficients.Length)
                coefficients[i + Size] = F.MultiplyBy(values[i] - twisted, half);
        }
    }
}
