using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Vdaf.Fields;

/// <summary>32 bytes at once, with AVX2.</summary>
internal readonly unsafe struct WordOperationsAvx2<TWord> : IWordOperations<Vector256<TWord>, TWord>
    where TWord : unmanaged
{
    public static bool IsSupported => Avx2.IsSupported && BitConverter.IsLittleEndian;

    public static int Count => Vector256<TWord>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> Load(TWord* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<TWord> value, TWord* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> Broadcast(TWord value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> Add(Vector256<TWord> a, Vector256<TWord> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> Subtract(Vector256<TWord> a, Vector256<TWord> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> Max(Vector256<TWord> a, Vector256<TWord> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> LessThan(Vector256<TWord> a, Vector256<TWord> b) => Vector256.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> Equal(Vector256<TWord> a, Vector256<TWord> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> And(Vector256<TWord> a, Vector256<TWord> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> Select(Vector256<TWord> mask, Vector256<TWord> a, Vector256<TWord> b) =>
        Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(Vector256<TWord> a) => a == Vector256<TWord>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> EvenWords(Vector256<TWord> a, Vector256<TWord> b) =>
        Avx2.UnpackLow(a.AsUInt64(), b.AsUInt64()).As<ulong, TWord>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TWord> OddWords(Vector256<TWord> a, Vector256<TWord> b) =>
        Avx2.UnpackHigh(a.AsUInt64(), b.AsUInt64()).As<ulong, TWord>();
}
