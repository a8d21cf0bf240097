// Field128 of VDAF-08 (draft-irtf-cfrg-vdaf-08, section 6.1).
//
//     p           2^128 - 28 * 2^64 + 1 = 2^66 * 4611686018427387897 + 1
//     root        7^4611686018427387897, of order 2^66
//     encoding    16 bytes, little-endian, canonical
//
// Multiplier form is Montgomery form with R = 2^128. The low limb of p is 1, so that the Montgomery quotient q of a
// product t is found limb by limb without a wide multiplication: q0 = t0, q1 = t1 + 28 q0, and
// (t - q p) / 2^128 = t div 2^128 + 28 q div 2^64 - q, between -p and p.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>An element of the 128-bit field.</summary>
internal readonly struct Field128(ulong low, ulong high) : IField<Field128>
{
    private const ulong ModulusHigh = 0xFFFF_FFFF_FFFF_FFE4;
    private const ulong ModulusLow = 1;
    private const ulong C = 28;

    private readonly ulong _low = low;
    private readonly ulong _high = high;

    // 2^256 mod p: a Montgomery product with it brings a value into Montgomery form.
    private static readonly Field128 RSquared = FromCanonical(ComputeRSquared());

    /// <summary>Bits 0 to 63 of the canonical residue.</summary>
    public ulong Low => _low;

    /// <summary>Bits 64 to 127 of the canonical residue.</summary>
    public ulong High => _high;

    /// <summary>Whether the number is below the modulus; false only for what was read as raw bytes.</summary>
    public bool IsCanonical => _high < ModulusHigh || (_high == ModulusHigh && _low < ModulusLow);

    public static int EncodedSize => 16;

    public static int BitLength => 128;

    public static UInt128 Modulus => new(ModulusHigh, ModulusLow);

    public static int RootOrderLog2 => 66;

    public static Field128 Root { get; } = FromCanonical(UInt128.Parse("145091266659756586618791329697897684742"));

    public static Field128 Zero => default;

    public static Field128 One => new(1, 0);

    public static Field128 FromCanonical(UInt128 value) => new((ulong)value, (ulong)(value >> 64));

    public UInt128 ToUInt128() => new(_high, _low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field128 operator +(Field128 left, Field128 right)
    {
        unchecked
        {
            // left - (p - right); the complement of zero is p itself, which a subtrahend may be.
            ulong borrow = right._low > ModulusLow ? 1UL : 0;
            return left - new Field128(ModulusLow - right._low, ModulusHigh - right._high - borrow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field128 operator -(Field128 left, Field128 right)
    {
        unchecked
        {
            ulong low = left._low - right._low;
            ulong borrow = left._low < right._low ? 1UL : 0;
            ulong partial = left._high - right._high;
            ulong high = partial - borrow;
            ulong negative = (left._high < right._high ? 1UL : 0) | (partial < borrow ? 1UL : 0);
            return AddModulusIf(negative, low, high);
        }
    }

    public static Field128 operator -(Field128 value) => Zero - value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field128 operator *(Field128 left, Field128 right) => MultiplyBy(MultiplyBy(left, right), RSquared);

    public static Field128 ToMultiplier(Field128 constant) => MultiplyBy(constant, RSquared);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field128 MultiplyBy(Field128 value, Field128 multiplier)
    {
        unchecked
        {
            ulong p00High = Math.BigMul(value._low, multiplier._low, out ulong t0);
            ulong p01High = Math.BigMul(value._low, multiplier._high, out ulong p01Low);
            ulong p10High = Math.BigMul(value._high, multiplier._low, out ulong p10Low);
            ulong p11High = Math.BigMul(value._high, multiplier._high, out ulong p11Low);

            ulong t1 = p00High + p01Low;
            ulong carry = t1 < p01Low ? 1UL : 0;
            t1 += p10Low;
            ulong carry1 = t1 < p10Low ? 1UL : 0;
            ulong t2 = p11Low + p01High;
            ulong t3 = p11High + (t2 < p01High ? 1UL : 0);
            t2 += p10High;
            t3 += t2 < p10High ? 1UL : 0;
            carry += carry1;
            t2 += carry;
            t3 += t2 < carry ? 1UL : 0;
            return ReduceMontgomery(t0, t1, t2, t3);
        }
    }

    /// <summary>t / 2^128 mod p, for t below p * 2^128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field128 ReduceMontgomery(ulong t0, ulong t1, ulong t2, ulong t3)
    {
        unchecked
        {
            ulong u1 = Math.BigMul(t0, C, out ulong u0);
            ulong q1 = t1 + u0;
            u1 += q1 < u0 ? 1UL : 0;
            ulong v1 = Math.BigMul(q1, C, out ulong v0);
            v0 += u1;
            v1 += v0 < u1 ? 1UL : 0;

            // Never overflows: t / 2^128 < p, and 28 q / 2^64 < 2^128 - p.
            t2 += v0;
            t3 += v1 + (t2 < v0 ? 1UL : 0);

            ulong low = t2 - t0;
            ulong borrow = t2 < t0 ? 1UL : 0;
            ulong partial = t3 - q1;
            ulong high = partial - borrow;
            ulong negative = (t3 < q1 ? 1UL : 0) | (partial < borrow ? 1UL : 0);
            return AddModulusIf(negative, low, high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Field128 AddModulusIf(ulong negative, ulong low, ulong high)
    {
        unchecked
        {
            ulong mask = 0 - negative;
            ulong sum = low + (ModulusLow & mask);
            return new Field128(sum, high + (ModulusHigh & mask) + (sum < low ? 1UL : 0));
        }
    }

    private static UInt128 ComputeRSquared()
    {
        // 2^128 mod p, doubled 128 times.
        UInt128 r = UInt128.MaxValue - Modulus + 1;
        for (int i = 0; i < 128; i++)
            r = r >= Modulus - r ? r - (Modulus - r) : r + r;
        return r;
    }

    /// <summary>The canonical residue of a number that is not below the modulus, but below 2^128.</summary>
    public static Field128 SubtractModulus(Field128 value) =>
        unchecked(new(value._low - ModulusLow, value._high - ModulusHigh - (value._low < ModulusLow ? 1UL : 0)));

    public static bool TryDecode(ReadOnlySpan<byte> source, out Field128 value)
    {
        value = new Field128(BinaryPrimitives.ReadUInt64LittleEndian(source), BinaryPrimitives.ReadUInt64LittleEndian(source[8..16]));
        return value.IsCanonical;
    }

    public void Encode(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, _low);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..16], _high);
    }

    public static bool operator ==(Field128 left, Field128 right) =>
        ((left._low ^ right._low) | (left._high ^ right._high)) == 0;

    public static bool operator !=(Field128 left, Field128 right) => !(left == right);

    public bool Equals(Field128 other) => this == other;

    public override bool Equals(object? obj) => obj is Field128 other && this == other;

    public override int GetHashCode() => HashCode.Combine(_low, _high);

    public override string ToString() => ToUInt128().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
