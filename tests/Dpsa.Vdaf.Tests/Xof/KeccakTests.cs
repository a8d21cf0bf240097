using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Tests.Xof;

public class KeccakTests
{
    [Fact]
    public void Every_width_permutes_as_the_scalar_version_does()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            ulong[] words = [.. MemoryMarshal.Cast<byte, ulong>(Samples.Bytes(seed, 800))];
            ulong[] first = words[..KeccakP1600.Lanes];
            var expected = (ulong[])first.Clone();
            KeccakP1600.Permute12<ulong, KeccakSingleScalar>(expected);
            if (KeccakSingleAvx512.IsSupported)
            {
                var single = (ulong[])first.Clone();
                KeccakP1600.Permute12<Vector128<ulong>, KeccakSingleAvx512>(single);
                single.ShouldBe(expected);
            }

            ulong[] expectedQuad = PermuteEach(words);
            if (KeccakQuadAvx512.IsSupported)
            {
                var quad = (ulong[])words.Clone();
                KeccakP1600.Permute12<Vector256<ulong>, KeccakQuadAvx512>(quad);
                quad.ShouldBe(expectedQuad);
            }

            if (KeccakQuadAvx2.IsSupported)
            {
                var quad = (ulong[])words.Clone();
                KeccakP1600.Permute12<Vector256<ulong>, KeccakQuadAvx2>(quad);
                quad.ShouldBe(expectedQuad);
            }
        }
    }

    [Fact]
    public void Four_states_side_by_side_are_four_sponges()
    {
        using var quad = new KeccakQuad();
        for (int state = 0; state < KeccakQuad.States; state++)
        {
            quad.XorBlock(state, Samples.Bytes(state, TurboShake128.Rate));
        }

        quad.Permute();
        for (int state = 0; state < KeccakQuad.States; state++)
            quad.XorLastBlock(state, Samples.Bytes(10 + state, 40 * state));
        quad.Permute();

        for (int state = 0; state < KeccakQuad.States; state++)
        {
            using var sponge = new TurboShake128();
            sponge.Absorb(Samples.Bytes(state, TurboShake128.Rate));
            sponge.Absorb(Samples.Bytes(10 + state, 40 * state));
            var expected = new byte[160];
            sponge.Squeeze(expected);
            var actual = new byte[160];
            quad.ReadBlock(state, actual);
            actual.ShouldBe(expected);
        }
    }

    private static ulong[] PermuteEach(ulong[] words)
    {
        var result = new ulong[words.Length];
        for (int state = 0; state < KeccakQuad.States; state++)
        {
            ulong[] one = [.. Enumerable.Range(0, KeccakP1600.Lanes).Select(lane => words[(KeccakQuad.States * lane) + state])];
            KeccakP1600.Permute12<ulong, KeccakSingleScalar>(one);
            for (int lane = 0; lane < one.Length; lane++)
                result[(KeccakQuad.States * lane) + state] = one[lane];
        }

        return result;
    }
}
