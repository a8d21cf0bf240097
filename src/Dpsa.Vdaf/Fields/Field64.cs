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
            ulong difference = left._value - complement;
            return new Field64(left._value < complement ? difference + P : difference);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field64 operator -(Field64 left, Field64 right)
    {
        unchecked
        {
            ulong difference = left._value - right._value;
            return new Field64(left._value < right._value ? difference + P : difference);
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
            ulong t = low - top;
            if (low < top)
                t -= Epsilon;
            ulong middle = (high & Epsilon) * Epsilon;
            ulong sum = t + middle;
            if (sum < middle)
                sum += Epsilon;
            return new Field64(sum >= P ? sum - P : sum);
        }
    }

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
