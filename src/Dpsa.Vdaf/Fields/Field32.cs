// Field32 of draft-chen-cfrg-vdaf-pine-02.
//
//     p           2^32 - 2^20 + 1 = 4095 * 2^20 + 1
//     root        3925978153, of order 2^20
//     encoding    4 bytes, little-endian, canonical
//
// Multiplier form is the value itself.

using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>An element of the 32-bit field.</summary>
internal readonly struct Field32(uint value) : IField<Field32>
{
    private const uint P = 4293918721;

    private readonly uint _value = value;

    public static int EncodedSize => 4;

    public static int BitLength => 32;

    public static UInt128 Modulus => P;

    public static int RootOrderLog2 => 20;

    public static Field32 Root { get; } = new(3925978153);

    public static Field32 Zero => default;

    public static Field32 One => new(1);

    public static Field32 FromCanonical(UInt128 value) => new((uint)value);

    public UInt128 ToUInt128() => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field32 operator +(Field32 left, Field32 right)
    {
        unchecked
        {
            uint complement = P - right._value;
            return new Field32(left._value - complement + (P & Mask(left._value < complement)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field32 operator -(Field32 left, Field32 right)
    {
        unchecked
        {
            return new Field32(left._value - right._value + (P & Mask(left._value < right._value)));
        }
    }

    public static Field32 operator -(Field32 value) => Zero - value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field32 operator *(Field32 left, Field32 right) => new((uint)((ulong)left._value * right._value % P));

    public static Field32 ToMultiplier(Field32 constant) => constant;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Field32 MultiplyBy(Field32 value, Field32 multiplier) => value * multiplier;

    public static bool TryDecode(ReadOnlySpan<byte> source, out Field32 value)
    {
        value = new Field32(BinaryPrimitives.ReadUInt32LittleEndian(source));
        return value._value < P;
    }

    public void Encode(Span<byte> destination) => BinaryPrimitives.WriteUInt32LittleEndian(destination, _value);

    public static bool operator ==(Field32 left, Field32 right) => left._value == right._value;

    public static bool operator !=(Field32 left, Field32 right) => left._value != right._value;

    public bool Equals(Field32 other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Field32 other && _value == other._value;

    public override int GetHashCode() => _value.GetHashCode();

    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

    /// <summary>All ones or all zeros: the outcome is as good as random, and a branch on it would be mispredicted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mask(bool condition) => unchecked(0 - (condition ? 1U : 0));
}
