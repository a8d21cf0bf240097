using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>
/// A sum of products of elements with multipliers, kept as a 320-bit integer and reduced once: room for 2^59 products.
/// </summary>
internal struct Field128Accumulator
{
    private ulong _a0;
    private ulong _a1;
    private ulong _a2;
    private ulong _a3;
    private ulong _a4;

    /// <summary>Adds value times the constant that the multiplier stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Field128 value, Field128 multiplier)
    {
        unchecked
        {
            ulong h00 = Math.BigMul(value.Low, multiplier.Low, out ulong l00);
            ulong h01 = Math.BigMul(value.Low, multiplier.High, out ulong l01);
            ulong h10 = Math.BigMul(value.High, multiplier.Low, out ulong l10);
            ulong h11 = Math.BigMul(value.High, multiplier.High, out ulong l11);

            _a0 += l00;
            h00 += _a0 < l00 ? 1UL : 0;
            _a1 += h00;
            ulong carry = _a1 < h00 ? 1UL : 0;
            _a1 += l01;
            carry += _a1 < l01 ? 1UL : 0;
            _a1 += l10;
            carry += _a1 < l10 ? 1UL : 0;
            h01 += carry;
            ulong carry2 = h01 < carry ? 1UL : 0;
            _a2 += h01;
            carry2 += _a2 < h01 ? 1UL : 0;
            _a2 += h10;
            carry2 += _a2 < h10 ? 1UL : 0;
            _a2 += l11;
            carry2 += _a2 < l11 ? 1UL : 0;
            h11 += carry2;
            ulong carry3 = h11 < carry2 ? 1UL : 0;
            _a3 += h11;
            carry3 += _a3 < h11 ? 1UL : 0;
            _a4 += carry3;
        }
    }

    /// <summary>The sum.</summary>
    public readonly Field128 Reduce()
    {
        unchecked
        {
            // a4 2^256 / 2^128 = a4 (28 * 2^64 - 1), for the few bits that a4 has.
            ulong high = 28 * _a4;
            Field128 overflow = new Field128(0, high) - new Field128(_a4, 0);
            Field128 upper = new(_a2, _a3);
            if (!upper.IsCanonical)
                upper = Field128.SubtractModulus(upper);
            return Field128.ReduceMontgomery(_a0, _a1, upper.Low, upper.High) + overflow;
        }
    }
}
