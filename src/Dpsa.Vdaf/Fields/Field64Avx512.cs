// Field64 in the eight 64-bit lanes of a 512-bit register. All numbers are canonical.
//
//     products    four of 32 by 32 bits, reduced by 2^64 = 2^32 - 1 and 2^96 = -1 modulo p

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Vdaf.Fields;

/// <summary>The arithmetic of eight elements at once.</summary>
internal static class Field64Avx512
{
    /// <summary>Numbers in a register.</summary>
    public const int Count = 8;

    private const ulong P = 0xFFFF_FFFF_0000_0001;
    private const ulong Epsilon = 0xFFFF_FFFF;

    /// <summary>Whether the processor has what is needed.</summary>
    public static bool IsSupported => Avx512F.IsSupported && BitConverter.IsLittleEndian;

    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Add(Vector512<ulong> a, Vector512<ulong> b)
    {
        Vector512<ulong> p = Vector512.Create(P);
        Vector512<ulong> complement = p - b;
        Vector512<ulong> difference = a - complement;
        return Vector512.ConditionalSelect(Vector512.LessThan(a, complement), difference + p, difference);
    }

    /// <summary>a - b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Subtract(Vector512<ulong> a, Vector512<ulong> b)
    {
        Vector512<ulong> difference = a - b;
        return Vector512.ConditionalSelect(Vector512.LessThan(a, b), difference + Vector512.Create(P), difference);
    }

    /// <summary>a * b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b)
    {
        Vector512<ulong> mask = Vector512.Create(Epsilon);
        Vector512<ulong> aHigh = a >>> 32;
        Vector512<ulong> bHigh = b >>> 32;
        Vector512<ulong> lowLow = Times(a, b);
        Vector512<ulong> highLow = Times(aHigh, b) + (lowLow >>> 32);
        Vector512<ulong> lowHigh = Times(a, bHigh) + (highLow & mask);
        Vector512<ulong> high = Times(aHigh, bHigh) + (highLow >>> 32) + (lowHigh >>> 32);
        Vector512<ulong> low = (lowLow & mask) | (lowHigh << 32);

        // low - high / 2^32 + (high mod 2^32) (2^32 - 1)
        Vector512<ulong> top = high >>> 32;
        Vector512<ulong> rest = low - top;
        rest = Vector512.ConditionalSelect(Vector512.LessThan(low, top), rest - mask, rest);
        Vector512<ulong> middle = (high << 32) - (high & mask);
        Vector512<ulong> sum = rest + middle;
        sum = Vector512.ConditionalSelect(Vector512.LessThan(sum, middle), sum + mask, sum);
        Vector512<ulong> p = Vector512.Create(P);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(sum, p), sum - p, sum);
    }

    /// <summary>The products of the low 32 bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Times(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());
}
