using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dpsa.Vdaf.Fields;

/// <summary>64 bytes at once, with AVX-512.</summary>
internal readonly unsafe struct WordOperationsAvx512<TWord> : IWordOperations<Vector512<TWord>, TWord>
    where TWord : unmanaged
{
    public static bool IsSupported => Avx512F.IsSupported && BitConverter.IsLittleEndian;

    public static int Count => Vector512<TWord>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> Load(TWord* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<TWord> value, TWord* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> Broadcast(TWord value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> Add(Vector512<TWord> a, Vector512<TWord> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> Subtract(Vector512<TWord> a, Vector512<TWord> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> Max(Vector512<TWord> a, Vector512<TWord> b) => Vector512.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> LessThan(Vector512<TWord> a, Vector512<TWord> b) => Vector512.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> Equal(Vector512<TWord> a, Vector512<TWord> b) => Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> And(Vector512<TWord> a, Vector512<TWord> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> Select(Vector512<TWord> mask, Vector512<TWord> a, Vector512<TWord> b) =>
        Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(Vector512<TWord> a) => a == Vector512<TWord>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> EvenWords(Vector512<TWord> a, Vector512<TWord> b) =>
        Avx512F.UnpackLow(a.AsUInt64(), b.AsUInt64()).As<ulong, TWord>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWord> OddWords(Vector512<TWord> a, Vector512<TWord> b) =>
        Avx512F.UnpackHigh(a.AsUInt64(), b.AsUInt64()).As<ulong, TWord>();
}
