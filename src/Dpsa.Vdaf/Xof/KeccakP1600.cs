// Keccak-p[1600, 12] (FIPS 202, section 3.3): the last twelve rounds of Keccak-f[1600].
//
// One text for every width: a lane is one 64-bit word of one state, or a vector with that word of several independent states.
// Lane axy is column x, row y. A state is stored lane after lane at x + 5 y, several states word beside word.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dpsa.Vdaf.Xof;

/// <summary>The permutation under TurboSHAKE.</summary>
internal static class KeccakP1600
{
    /// <summary>Number of lanes in a state.</summary>
    public const int Lanes = 25;

    /// <summary>Constants of the twelve rounds.</summary>
    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Applies the permutation to one state, with the fastest operations that the processor has.</summary>
    public static void Permute12(Span<ulong> state)
    {
        if (KeccakSingleAvx512.IsSupported)
            Permute12<Vector128<ulong>, KeccakSingleAvx512>(state);
        else
            Permute12<ulong, KeccakSingleScalar>(state);
    }

    /// <summary>Applies the permutation to as many states as the operations work on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Permute12<TLane, TOperations>(Span<ulong> state)
        where TOperations : IKeccakOperations<TLane>
    {
        _ = state[(Lanes * TOperations.States) - 1];
        ref ulong words = ref MemoryMarshal.GetReference(state);
        TLane a00 = TOperations.Load(ref words, 0);
        TLane a10 = TOperations.Load(ref words, 1);
        TLane a20 = TOperations.Load(ref words, 2);
        TLane a30 = TOperations.Load(ref words, 3);
        TLane a40 = TOperations.Load(ref words, 4);
        TLane a01 = TOperations.Load(ref words, 5);
        TLane a11 = TOperations.Load(ref words, 6);
        TLane a21 = TOperations.Load(ref words, 7);
        TLane a31 = TOperations.Load(ref words, 8);
        TLane a41 = TOperations.Load(ref words, 9);
        TLane a02 = TOperations.Load(ref words, 10);
        TLane a12 = TOperations.Load(ref words, 11);
        TLane a22 = TOperations.Load(ref words, 12);
        TLane a32 = TOperations.Load(ref words, 13);
        TLane a42 = TOperations.Load(ref words, 14);
        TLane a03 = TOperations.Load(ref words, 15);
        TLane a13 = TOperations.Load(ref words, 16);
        TLane a23 = TOperations.Load(ref words, 17);
        TLane a33 = TOperations.Load(ref words, 18);
        TLane a43 = TOperations.Load(ref words, 19);
        TLane a04 = TOperations.Load(ref words, 20);
        TLane a14 = TOperations.Load(ref words, 21);
        TLane a24 = TOperations.Load(ref words, 22);
        TLane a34 = TOperations.Load(ref words, 23);
        TLane a44 = TOperations.Load(ref words, 24);

        foreach (ulong constant in RoundConstants)
        {
            TLane c0 = TOperations.Xor3(TOperations.Xor3(a00, a01, a02), a03, a04);
            TLane c1 = TOperations.Xor3(TOperations.Xor3(a10, a11, a12), a13, a14);
            TLane c2 = TOperations.Xor3(TOperations.Xor3(a20, a21, a22), a23, a24);
            TLane c3 = TOperations.Xor3(TOperations.Xor3(a30, a31, a32), a33, a34);
            TLane c4 = TOperations.Xor3(TOperations.Xor3(a40, a41, a42), a43, a44);
            TLane d0 = TOperations.Xor(c4, TOperations.RotateLeft(c1, 1));
            TLane d1 = TOperations.Xor(c0, TOperations.RotateLeft(c2, 1));
            TLane d2 = TOperations.Xor(c1, TOperations.RotateLeft(c3, 1));
            TLane d3 = TOperations.Xor(c2, TOperations.RotateLeft(c4, 1));
            TLane d4 = TOperations.Xor(c3, TOperations.RotateLeft(c0, 1));

            TLane b00 = TOperations.Xor(a00, d0);
            TLane b10 = TOperations.RotateLeft(TOperations.Xor(a11, d1), 44);
            TLane b20 = TOperations.RotateLeft(TOperations.Xor(a22, d2), 43);
            TLane b30 = TOperations.RotateLeft(TOperations.Xor(a33, d3), 21);
            TLane b40 = TOperations.RotateLeft(TOperations.Xor(a44, d4), 14);
            TLane b01 = TOperations.RotateLeft(TOperations.Xor(a30, d3), 28);
            TLane b11 = TOperations.RotateLeft(TOperations.Xor(a41, d4), 20);
            TLane b21 = TOperations.RotateLeft(TOperations.Xor(a02, d0), 3);
            TLane b31 = TOperations.RotateLeft(TOperations.Xor(a13, d1), 45);
            TLane b41 = TOperations.RotateLeft(TOperations.Xor(a24, d2), 61);
            TLane b02 = TOperations.RotateLeft(TOperations.Xor(a10, d1), 1);
            TLane b12 = TOperations.RotateLeft(TOperations.Xor(a21, d2), 6);
            TLane b22 = TOperations.RotateLeft(TOperations.Xor(a32, d3), 25);
            TLane b32 = TOperations.RotateLeft(TOperations.Xor(a43, d4), 8);
            TLane b42 = TOperations.RotateLeft(TOperations.Xor(a04, d0), 18);
            TLane b03 = TOperations.RotateLeft(TOperations.Xor(a40, d4), 27);
            TLane b13 = TOperations.RotateLeft(TOperations.Xor(a01, d0), 36);
            TLane b23 = TOperations.RotateLeft(TOperations.Xor(a12, d1), 10);
            TLane b33 = TOperations.RotateLeft(TOperations.Xor(a23, d2), 15);
            TLane b43 = TOperations.RotateLeft(TOperations.Xor(a34, d3), 56);
            TLane b04 = TOperations.RotateLeft(TOperations.Xor(a20, d2), 62);
            TLane b14 = TOperations.RotateLeft(TOperations.Xor(a31, d3), 55);
            TLane b24 = TOperations.RotateLeft(TOperations.Xor(a42, d4), 39);
            TLane b34 = TOperations.RotateLeft(TOperations.Xor(a03, d0), 41);
            TLane b44 = TOperations.RotateLeft(TOperations.Xor(a14, d1), 2);

            a00 = TOperations.Xor(TOperations.Chi(b00, b10, b20), TOperations.Broadcast(constant));
            a10 = TOperations.Chi(b10, b20, b30);
            a20 = TOperations.Chi(b20, b30, b40);
            a30 = TOperations.Chi(b30, b40, b00);
            a40 = TOperations.Chi(b40, b00, b10);
            a01 = TOperations.Chi(b01, b11, b21);
            a11 = TOperations.Chi(b11, b21, b31);
            a21 = TOperations.Chi(b21, b31, b41);
            a31 = TOperations.Chi(b31, b41, b01);
            a41 = TOperations.Chi(b41, b01, b11);
            a02 = TOperations.Chi(b02, b12, b22);
            a12 = TOperations.Chi(b12, b22, b32);
            a22 = TOperations.Chi(b22, b32, b42);
            a32 = TOperations.Chi(b32, b42, b02);
            a42 = TOperations.Chi(b42, b02, b12);
            a03 = TOperations.Chi(b03, b13, b23);
            a13 = TOperations.Chi(b13, b23, b33);
            a23 = TOperations.Chi(b23, b33, b43);
            a33 = TOperations.Chi(b33, b43, b03);
            a43 = TOperations.Chi(b43, b03, b13);
            a04 = TOperations.Chi(b04, b14, b24);
            a14 = TOperations.Chi(b14, b24, b34);
            a24 = TOperations.Chi(b24, b34, b44);
            a34 = TOperations.Chi(b34, b44, b04);
            a44 = TOperations.Chi(b44, b04, b14);
        }

        TOperations.Store(a00, ref words, 0);
        TOperations.Store(a10, ref words, 1);
        TOperations.Store(a20, ref words, 2);
        TOperations.Store(a30, ref words, 3);
        TOperations.Store(a40, ref words, 4);
        TOperations.Store(a01, ref words, 5);
        TOperations.Store(a11, ref words, 6);
        TOperations.Store(a21, ref words, 7);
        TOperations.Store(a31, ref words, 8);
        TOperations.Store(a41, ref words, 9);
        TOperations.Store(a02, ref words, 10);
        TOperations.Store(a12, ref words, 11);
        TOperations.Store(a22, ref words, 12);
        TOperations.Store(a32, ref words, 13);
        TOperations.Store(a42, ref words, 14);
        TOperations.Store(a03, ref words, 15);
        TOperations.Store(a13, ref words, 16);
        TOperations.Store(a23, ref words, 17);
        TOperations.Store(a33, ref words, 18);
        TOperations.Store(a43, ref words, 19);
        TOperations.Store(a04, ref words, 20);
        TOperations.Store(a14, ref words, 21);
        TOperations.Store(a24, ref words, 22);
        TOperations.Store(a34, ref words, 23);
        TOperations.Store(a44, ref words, 24);
    }
}
