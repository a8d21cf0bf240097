// Sums of products of polynomials on the coset, one polynomial a lane.

using System.Runtime.CompilerServices;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary>Working memory of one thread: m values in every lane, and the running sums. Disposing it zeroes and frees it.</summary>
internal sealed unsafe class CosetProductsLanes<TVector, TOps> : IDisposable
    where TVector : struct
    where TOps : ILaneOperations<TVector>
{
    private readonly CosetExtensionLanes<TVector, TOps> _transform;
    private readonly AlignedMemory _memory;
    private readonly long* _values;
    private readonly long* _sums;

    public CosetProductsLanes(CosetExtensionLanes<TVector, TOps> transform)
    {
        _transform = transform;
        long words = (long)transform.Size * Words;
        _memory = new AlignedMemory(2 * words * sizeof(long));
        _values = (long*)_memory.Start;
        _sums = _values + words;
    }

    /// <summary>Number of pairs of polynomials that <see cref="AddProducts"/> multiplies.</summary>
    public static int Pairs => TOps.Count / 2;

    private static int Words => Field128Lanes<TVector, TOps>.Words;

    /// <summary>All values at one point of the domain: limb 0 of every lane, and so on.</summary>
    public long* Values(int point) => _values + ((nint)point * Words);

    /// <summary>Sets one value.</summary>
    public void SetValue(int point, int lane, Field128 value)
    {
        Span<int> limbs = stackalloc int[Field128Limbs.Count];
        Field128Limbs.Write(value, limbs);
        long* words = Values(point) + lane;
        for (int limb = 0; limb < limbs.Length; limb++)
            words[limb * TOps.Count] = limbs[limb];
    }

    /// <summary>Sets all values from one point on to zero.</summary>
    public void Clear(int point) => Clear(point, _transform.Size);

    /// <summary>Sets the values from one point up to, not including, another to zero.</summary>
    public void Clear(int point, int end) => new Span<long>(Values(point), (end - point) * Words).Clear();

    /// <summary>
    /// Multiplies the sums by a constant, extends the values to the coset, and adds the products of the polynomials in the lower half
    /// of the lanes with those in the upper half.
    /// </summary>
    public void AddProducts(int* multiplier)
    {
        _transform.Extend(_values);
        long* value = _values;
        long* sum = _sums;
        for (int pair = 0; pair < _transform.Size / 2; pair++, value += 2 * Words, sum += Words)
        {
            // Two points at once: the lower halves of both, times the upper halves of both.
            Field128Lanes<TVector, TOps>.MultiplyAdd(
                Load(sum, 0), Load(sum, 1), Load(sum, 2), Load(sum, 3), Load(sum, 4), multiplier,
                Lower(value, 0), Lower(value, 1), Lower(value, 2), Lower(value, 3), Lower(value, 4),
                Upper(value, 0), Upper(value, 1), Upper(value, 2), Upper(value, 3), Upper(value, 4),
                out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4);
            Field128Lanes<TVector, TOps>.FoldTop(ref r0, ref r2, ref r4);
            Field128Lanes<TVector, TOps>.Save(sum, r0, r1, r2, r3, r4);
        }
    }

    /// <summary>Extends the values to the coset, and adds the squares of all polynomials.</summary>
    public void AddSquares()
    {
        _transform.Extend(_values);
        long* value = _values;
        long* sum = _sums;
        for (int point = 0; point < _transform.Size; point++, value += Words, sum += Words)
        {
            Field128Lanes<TVector, TOps>.Squared(
                Load(value, 0), Load(value, 1), Load(value, 2), Load(value, 3), Load(value, 4),
                out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4);
            r0 = TOps.Add(r0, Load(sum, 0));
            r1 = TOps.Add(r1, Load(sum, 1));
            r2 = TOps.Add(r2, Load(sum, 2));
            r3 = TOps.Add(r3, Load(sum, 3));
            r4 = TOps.Add(r4, Load(sum, 4));
            Field128Lanes<TVector, TOps>.Normalise(ref r0, ref r1, ref r2, ref r3, ref r4);
            Field128Lanes<TVector, TOps>.Save(sum, r0, r1, r2, r3, r4);
        }
    }

    /// <summary>The sums after <see cref="AddProducts"/>, times factor: at each point, pair l counts weights[l] times.</summary>
    public Field128[] ProductSums(ReadOnlySpan<Field128> weights, Field128 factor)
    {
        Span<Field128> multipliers = stackalloc Field128[Pairs];
        for (int pair = 0; pair < multipliers.Length; pair++)
            multipliers[pair] = Field128.ToMultiplier(weights[pair] * factor);
        var result = new Field128[_transform.Size];
        for (int point = 0; point < result.Length; point++)
        {
            long* sum = _sums + ((nint)(point / 2) * Words);
            for (int pair = 0; pair < multipliers.Length; pair++)
            {
                Field128 value = Field128Lanes<TVector, TOps>.Read(sum, (Pairs * (point & 1)) + pair);
                result[point] += Field128.MultiplyBy(value, multipliers[pair]);
            }
        }

        return result;
    }

    /// <summary>The sums after <see cref="AddSquares"/>, times factor.</summary>
    public Field128[] SquareSums(Field128 factor)
    {
        Field128 multiplier = Field128.ToMultiplier(factor);
        var result = new Field128[_transform.Size];
        for (int point = 0; point < result.Length; point++)
        {
            long* sum = _sums + ((nint)point * Words);
            for (int lane = 0; lane < TOps.Count; lane++)
                result[point] += Field128Lanes<TVector, TOps>.Read(sum, lane);
            result[point] = Field128.MultiplyBy(result[point], multiplier);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(long* words, int limb) => Field128Lanes<TVector, TOps>.Load(words, limb);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Lower(long* value, int limb) => TOps.LowerHalves(Load(value, limb), Load(value + Words, limb));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Upper(long* value, int limb) => TOps.UpperHalves(Load(value, limb), Load(value + Words, limb));
}
