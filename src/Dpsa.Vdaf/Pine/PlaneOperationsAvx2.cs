using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Vdaf.Pine;

/// <summary>32 bytes at once, with AVX2.</summary>
internal readonly unsafe struct PlaneOperationsAvx2 : IPlaneOperations<Vector256<byte>>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Width => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(byte* source) => Vector256.LoadAligned(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> LowNibbles(Vector256<byte> bytes) => bytes & Vector256.Create((byte)0x0F);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> HighNibbles(Vector256<byte> bytes) => (bytes.AsUInt16() >> 4).AsByte() & Vector256.Create((byte)0x0F);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> LookUp(ReadOnlySpan<sbyte> table, Vector256<byte> nibbles) =>
        Avx2.Shuffle(Vector256.Create(Vector128.Create(table)).AsByte(), nibbles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> MultiplyAdd(Vector256<byte> sums, Vector256<byte> bytes, Vector256<byte> coefficients) =>
        (sums.AsInt16() + Avx2.MultiplyAddAdjacent(bytes, coefficients.AsSByte())).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Total(Vector256<byte> sums) =>
        Vector256.Sum(Avx2.MultiplyAddAdjacent(sums.AsInt16(), Vector256.Create((short)1)));
}
