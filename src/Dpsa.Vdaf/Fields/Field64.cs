// Field64 of VDAF-08 (draft-irtf-cfrg-vdaf-08, section 6.1).
//
//     p           2^64 - 2^32 + 1
//     root        7^4294967295, of order 2^32
//     encoding    8 bytes, little-endian, canonical
//
// 2^64 = 2^32 - 1 and 2^96 = -1 modulo p, so a product is reduced by one 32-bit multiplication; multiplier form is the value itself.

using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>An element of the 64-bit field.</summary>
internal readonly struct Field64(ulong value) : IField<Field64>
{
    private const ulong P = 0xFFFF_FFFF_0000_0001;
    private const ulong Epsilon = 0xFFFF_FFFF;

    private readonly ulong _value = value;

    /// <summary>The canonical residue.</summary>
    public ulong Value => _value;

    public static int EncodedSize => 8;

    public static int BitLength => 64;

    public static UInt128 Modulus => P;

    public static int RootOrderLog2 => 32;

    public static Field64 Root { get; } = FieldMath.Pow(new Field64(7), 4294967295);

    public static Field64 Zero => default;

    public static Field64 One => new(1);

    public static Field64 FromCanonical(UInt128 value) => new((ulong)value);

    public UInt128 ToUInt128() => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field64 operator +(Field64 left, Field64 right)
    {
        unchecked
        {
            ulong complement = P - right._value;
            return new Field64(left._value - complement + (P & Mask(left._value < complement)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field64 operator -(Field64 left, Field64 right)
    {
        unchecked
        {
            return new Field64(left._value - right._value + (P & Mask(left._value < right._value)));
        }
    }

    public static Field64 operator -(Field64 value) => Zero - value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field64 operator *(Field64 left, Field64 right)
    {
        ulong high = Math.BigMul(left._value, right._value, out ulong low);
        return Reduce(low, high);
    }

    public static Field64 ToMultiplier(Field64 constant) => constant;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field64 MultiplyBy(Field64 value, Field64 multiplier) => value * multiplier;

    /// <summary>The residue of high * 2^64 + low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field64 Reduce(ulong low, ulong high)
    {
        unchecked
        {
            ulong top = high >> 32;
            ulong t = low - top - (Epsilon & Mask(low < top));
            ulong middle = (high << 32) - (high & Epsilon);
            ulong sum = t + middle;
            sum += Epsilon & Mask(sum < middle);
            return new Field64(sum - (P & Mask(sum >= P)));
        }
    }

    /// <summary>All ones or all zeros: the outcome is as good as random, and a branch on it would be mispredicted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(bool condition) => unchecked(0 - (condition ? 1UL : 0));

    public static bool TryDecode(ReadOnlySpan<byte> source, out Field64 value)
    {
        value = new Field64(BinaryPrimitives.ReadUInt64LittleEndian(source));
        return value._value < P;
    }

    public void Encode(Span<byte> destination) => BinaryPrimitives.WriteUInt64LittleEndian(destination, _value);

    public static bool operator ==(Field64 left, Field64 right) => left._value == right._value;

    public static bool operator !=(Field64 left, Field64 right) => left._value != right._value;

    public bool Equals(Field64 other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Field64 other && _value == other._value;

    public override int GetHashCode() => _value.GetHashCode();

    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);
}
