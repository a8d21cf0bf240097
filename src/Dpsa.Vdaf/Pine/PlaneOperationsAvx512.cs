using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Vdaf.Pine;

/// <summary>64 bytes at once, with AVX-512.</summary>
internal readonly unsafe struct PlaneOperationsAvx512 : IPlaneOperations<Vector512<byte>>
{
    public static bool IsSupported => Avx512BW.IsSupported;

    public static int Width => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(byte* source) => Vector512.LoadAligned(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> LowNibbles(Vector512<byte> bytes) => bytes & Vector512.Create((byte)0x0F);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> HighNibbles(Vector512<byte> bytes) => (bytes.AsUInt16() >> 4).AsByte() & Vector512.Create((byte)0x0F);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> LookUp(ReadOnlySpan<sbyte> table, Vector512<byte> nibbles) =>
        Avx512BW.Shuffle(Vector512.Create(Vector256.Create(Vector128.Create(table))).AsByte(), nibbles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> MultiplyAdd(Vector512<byte> sums, Vector512<byte> bytes, Vector512<byte> coefficients) =>
        (sums.AsInt16() + Avx512BW.MultiplyAddAdjacent(bytes, coefficients.AsSByte())).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Total(Vector512<byte> sums) =>
        Vector512.Sum(Avx512BW.MultiplyAddAdjacent(sums.AsInt16(), Vector512.Create((short)1)));
}
