// Field40 of draft-chen-cfrg-vdaf-pine-02.
//
//     p           2^40 - 21 * 2^20 + 1 = 1048555 * 2^20 + 1
//     root        7^1048555, of order 2^20
//     encoding    5 bytes, little-endian, canonical
//
// 2^40 = 21 * 2^20 - 1 modulo p, so a product is reduced by two small multiplications; multiplier form is the value itself.

using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>An element of the 40-bit field.</summary>
internal readonly struct Field40(ulong value) : IField<Field40>
{
    private const ulong P = (1048555UL << 20) + 1;
    private const ulong Fold = (21UL << 20) - 1;
    private const ulong Mask20 = (1UL << 20) - 1;
    private const ulong Mask40 = (1UL << 40) - 1;

    private readonly ulong _value = value;

    public static int EncodedSize => 5;

    public static int BitLength => 40;

    public static UInt128 Modulus => P;

    public static int RootOrderLog2 => 20;

    public static Field40 Root { get; } = FieldMath.Pow(new Field40(7), 1048555);

    public static Field40 Zero => default;

    public static Field40 One => new(1);

    public static Field40 FromCanonical(UInt128 value) => new((ulong)value);

    public UInt128 ToUInt128() => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field40 operator +(Field40 left, Field40 right) => ReduceOnce(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field40 operator -(Field40 left, Field40 right) => ReduceOnce(left._value + P - right._value);

    public static Field40 operator -(Field40 value) => Zero - value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field40 operator *(Field40 left, Field40 right)
    {
        ulong top = Math.BigMul(left._value, right._value, out ulong bottom);
        ulong low = bottom & Mask40;
        ulong high = (top << 24) | (bottom >> 40);

        // high * 2^40 = (21 high) * 2^20 - high, and 21 high = a 2^20 + b gives a 2^40 + b 2^20: every term is below 2^51.
        ulong scaled = 21 * high;
        ulong sum = low + ((scaled >> 20) * Fold) + ((scaled & Mask20) << 20) + (2 * P) - high;
        return ReduceOnce(ReduceOnce((sum & Mask40) + ((sum >> 40) * Fold))._value);
    }

    public static Field40 ToMultiplier(Field40 constant) => constant;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field40 MultiplyBy(Field40 value, Field40 multiplier) => value * multiplier;

    public static bool TryDecode(ReadOnlySpan<byte> source, out Field40 value)
    {
        value = new Field40(BinaryPrimitives.ReadUInt32LittleEndian(source) | ((ulong)source[4] << 32));
        return value._value < P;
    }

    public void Encode(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)(_value & uint.MaxValue));
        destination[4] = (byte)(_value >> 32);
    }

    public static bool operator ==(Field40 left, Field40 right) => left._value == right._value;

    public static bool operator !=(Field40 left, Field40 right) => left._value != right._value;

    public bool Equals(Field40 other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Field40 other && _value == other._value;

    public override int GetHashCode() => _value.GetHashCode();

    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value below 2 p; without a branch, which would be mispredicted half of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Field40 ReduceOnce(ulong value) => unchecked(new(value - (P & (0 - (value >= P ? 1UL : 0)))));
}
