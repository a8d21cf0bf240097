// Keccak-p[1600, 12] (FIPS 202, section 3.3): the last twelve rounds of Keccak-f[1600]. Plain scalar version.
//
// Lane axy is column x, row y; the state array holds it at x + 5 y.

using System.Runtime.CompilerServices;
using static System.Numerics.BitOperations;

namespace Dpsa.Vdaf.Xof;

/// <summary>The permutation under TurboSHAKE.</summary>
internal static class KeccakP1600
{
    /// <summary>Number of 64-bit lanes in a state.</summary>
    public const int Lanes = 25;

    /// <summary>Constants of the twelve rounds.</summary>
    public static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Applies the permutation to 25 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Permute12(Span<ulong> state)
    {
        _ = state[Lanes - 1];
        ulong a00 = state[0], a10 = state[1], a20 = state[2], a30 = state[3], a40 = state[4];
        ulong a01 = state[5], a11 = state[6], a21 = state[7], a31 = state[8], a41 = state[9];
        ulong a02 = state[10], a12 = state[11], a22 = state[12], a32 = state[13], a42 = state[14];
        ulong a03 = state[15], a13 = state[16], a23 = state[17], a33 = state[18], a43 = state[19];
        ulong a04 = state[20], a14 = state[21], a24 = state[22], a34 = state[23], a44 = state[24];

        foreach (ulong constant in RoundConstants)
        {
            ulong c0 = a00 ^ a01 ^ a02 ^ a03 ^ a04;
            ulong c1 = a10 ^ a11 ^ a12 ^ a13 ^ a14;
            ulong c2 = a20 ^ a21 ^ a22 ^ a23 ^ a24;
            ulong c3 = a30 ^ a31 ^ a32 ^ a33 ^ a34;
            ulong c4 = a40 ^ a41 ^ a42 ^ a43 ^ a44;
            ulong d0 = c4 ^ RotateLeft(c1, 1);
            ulong d1 = c0 ^ RotateLeft(c2, 1);
            ulong d2 = c1 ^ RotateLeft(c3, 1);
            ulong d3 = c2 ^ RotateLeft(c4, 1);
            ulong d4 = c3 ^ RotateLeft(c0, 1);

            ulong b00 = a00 ^ d0;
            ulong b10 = RotateLeft(a11 ^ d1, 44);
            ulong b20 = RotateLeft(a22 ^ d2, 43);
            ulong b30 = RotateLeft(a33 ^ d3, 21);
            ulong b40 = RotateLeft(a44 ^ d4, 14);
            ulong b01 = RotateLeft(a30 ^ d3, 28);
            ulong b11 = RotateLeft(a41 ^ d4, 20);
            ulong b21 = RotateLeft(a02 ^ d0, 3);
            ulong b31 = RotateLeft(a13 ^ d1, 45);
            ulong b41 = RotateLeft(a24 ^ d2, 61);
            ulong b02 = RotateLeft(a10 ^ d1, 1);
            ulong b12 = RotateLeft(a21 ^ d2, 6);
            ulong b22 = RotateLeft(a32 ^ d3, 25);
            ulong b32 = RotateLeft(a43 ^ d4, 8);
            ulong b42 = RotateLeft(a04 ^ d0, 18);
            ulong b03 = RotateLeft(a40 ^ d4, 27);
            ulong b13 = RotateLeft(a01 ^ d0, 36);
            ulong b23 = RotateLeft(a12 ^ d1, 10);
            ulong b33 = RotateLeft(a23 ^ d2, 15);
            ulong b43 = RotateLeft(a34 ^ d3, 56);
            ulong b04 = RotateLeft(a20 ^ d2, 62);
            ulong b14 = RotateLeft(a31 ^ d3, 55);
            ulong b24 = RotateLeft(a42 ^ d4, 39);
            ulong b34 = RotateLeft(a03 ^ d0, 41);
            ulong b44 = RotateLeft(a14 ^ d1, 2);

            a00 = b00 ^ (~b10 & b20) ^ constant;
            a10 = b10 ^ (~b20 & b30);
            a20 = b20 ^ (~b30 & b40);
            a30 = b30 ^ (~b40 & b00);
            a40 = b40 ^ (~b00 & b10);
            a01 = b01 ^ (~b11 & b21);
            a11 = b11 ^ (~b21 & b31);
            a21 = b21 ^ (~b31 & b41);
            a31 = b31 ^ (~b41 & b01);
            a41 = b41 ^ (~b01 & b11);
            a02 = b02 ^ (~b12 & b22);
            a12 = b12 ^ (~b22 & b32);
            a22 = b22 ^ (~b32 & b42);
            a32 = b32 ^ (~b42 & b02);
            a42 = b42 ^ (~b02 & b12);
            a03 = b03 ^ (~b13 & b23);
            a13 = b13 ^ (~b23 & b33);
            a23 = b23 ^ (~b33 & b43);
            a33 = b33 ^ (~b43 & b03);
            a43 = b43 ^ (~b03 & b13);
            a04 = b04 ^ (~b14 & b24);
            a14 = b14 ^ (~b24 & b34);
            a24 = b24 ^ (~b34 & b44);
            a34 = b34 ^ (~b44 & b04);
            a44 = b44 ^ (~b04 & b14);
        }

        state[0] = a00; state[1] = a10; state[2] = a20; state[3] = a30; state[4] = a40;
        state[5] = a01; state[6] = a11; state[7] = a21; state[8] = a31; state[9] = a41;
        state[10] = a02; state[11] = a12; state[12] = a22; state[13] = a32; state[14] = a42;
        state[15] = a03; state[16] = a13; state[17] = a23; state[18] = a33; state[19] = a43;
        state[20] = a04; state[21] = a14; state[22] = a24; state[23] = a34; state[24] = a44;
    }
}
