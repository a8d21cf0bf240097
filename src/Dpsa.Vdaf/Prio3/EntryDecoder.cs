// Output shares of Prio3FixedPointBoundedL2VecSum: the sum of 2^k x[k] over the shares x of the n bits of a coordinate.

using System.Runtime.CompilerServices;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// Puts numbers together from shares of their bits, which may be cut anywhere: the sum of 2^k bit[k], lowest first, as an
/// integer of 192 bits that is reduced once.
/// </summary>
internal struct EntryDecoder
{
    private ulong _v0;
    private ulong _v1;
    private ulong _v2;

    /// <summary>Bits taken so far.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the next bits, fewer than 64 in all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<Field128> bits)
    {
        unchecked
        {
            ulong v0 = _v0, v1 = _v1, v2 = _v2;
            int shift = Count;
            for (int i = 0; i < bits.Length; i++, shift++)
            {
                ulong low = bits[i].Low, high = bits[i].High;

                // A shift by 64 would be one by 0: the bits that leave a word go in two steps.
                ulong x0 = low << shift;
                ulong x1 = (high << shift) | ((low >> 1) >> (63 - shift));
                ulong x2 = (high >> 1) >> (63 - shift);
                v0 += x0;
                ulong carry = v0 < x0 ? 1UL : 0;
                v1 += x1;
                ulong carry1 = v1 < x1 ? 1UL : 0;
                v1 += carry;
                carry1 += v1 < carry ? 1UL : 0;
                v2 += x2 + carry1;
            }

            (_v0, _v1, _v2) = (v0, v1, v2);
            Count = shift;
        }
    }

    /// <summary>The number, and starts over.</summary>
    public Field128 Take()
    {
        unchecked
        {
            // v2 2^128 = v2 (28 * 2^64 - 1).
            ulong high = Math.BigMul(_v2, 28UL, out ulong low);
            Field128 top = Canonical(0, low) - new Field128(_v2, 0) + new Field128(0, 28 * high) - new Field128(high, 0);
            Field128 rest = Canonical(_v0, _v1);
            this = default;
            return rest + top;
        }
    }

    private static Field128 Canonical(ulong low, ulong high)
    {
        Field128 value = new(low, high);
        return value.IsCanonical ? value : Field128.SubtractModulus(value);
    }
}
