using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Vdaf.Xof;

/// <summary>
/// One state with a word in each 128-bit register: it fits into the 32 registers of AVX-512, with the rotates and three-input logic of
/// AVX-512.
/// </summary>
internal readonly struct KeccakSingleAvx512 : IKeccakOperations<Vector128<ulong>>
{
    private const byte ParityTable = 0x96;
    private const byte ChiTable = 0xD2;

    public static bool IsSupported => Avx512F.VL.IsSupported;

    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Load(ref ulong words, int lane) => Vector128.CreateScalarUnsafe(Unsafe.Add(ref words, lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<ulong> value, ref ulong words, int lane) => Unsafe.Add(ref words, lane) = value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor3(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.TernaryLogic(a, b, c, ParityTable);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Chi(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.TernaryLogic(a, b, c, ChiTable);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> RotateLeft(Vector128<ulong> a, [ConstantExpected] byte count) => Avx512F.VL.RotateLeft(a, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Broadcast(ulong word) => Vector128.Create(word);
}
