using System.Buffers;
using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;
using Dpsa.Vdaf.Prio3;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Tests.Prio3;

/// <summary>The streamed, vectorised function against the plain one, at sizes that fill no register, chunk or block evenly.</summary>
public class FastPathTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int dimension in (int[])[1, 2, 3, 7, 8, 31, 100, 257, 1003])
            {
                sizes.Add(dimension, 16);
                sizes.Add(dimension, 32);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Shards_to_the_same_bytes_on_any_number_of_threads(int dimension, int bits)
    {
        Prio3<Field128> plain = Plain(dimension, bits);
        int[] measurement = Samples.Measurement(dimension, dimension, bits);
        byte[] nonce = Samples.Bytes(1, 16);
        byte[] randomness = Samples.Bytes(2 + dimension, 80);
        ReportShares expected = plain.Shard(FixedPointEncoder.Encode(measurement, bits), nonce, randomness);
        foreach (int threads in (int[])[1, 2, 3, 16])
        {
            ReportShares actual = new FixedPointParameters(dimension, bits).Create(threads).Shard(measurement, nonce, randomness);
            actual.PublicShare.ShouldBe(expected.PublicShare);
            actual.LeaderInputShare.AsSpan().SequenceEqual(expected.LeaderInputShare).ShouldBeTrue($"{threads} threads");
            actual.HelperInputShare.ShouldBe(expected.HelperInputShare);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Prepares_to_the_same_bytes(int dimension, int bits)
    {
        Prio3<Field128> plain = Plain(dimension, bits);
        IVdaf vdaf = new FixedPointParameters(dimension, bits).Create(1);
        byte[] nonce = Samples.Bytes(3, 16);
        byte[] verifyKey = Samples.Bytes(4, 16);
        ReportShares shares = vdaf.Shard(Samples.Measurement(5, dimension, bits), nonce, Samples.Bytes(6, 80));

        // Random bytes in place of the leader's share exercise values that no honest client sends.
        byte[] forged = Samples.Bytes(7, shares.LeaderInputShare.Length);
        foreach (byte[] leaderShare in (byte[][])[shares.LeaderInputShare, forged])
        {
            foreach (ReadOnlySequence<byte> sequence in
                (ReadOnlySequence<byte>[])[new(leaderShare), Sequences.InPieces(leaderShare, 1009)])
            {
                ShouldAgree(AggregatorRole.Leader, sequence);
            }
        }

        ShouldAgree(AggregatorRole.Helper, new ReadOnlySequence<byte>(shares.HelperInputShare));
        ShouldAgree(AggregatorRole.Helper, new ReadOnlySequence<byte>(Samples.Bytes(8, 48)));

        void ShouldAgree(AggregatorRole role, ReadOnlySequence<byte> inputShare)
        {
            (PrepareState state, byte[] share) = plain.PrepareInit(role, verifyKey, nonce, shares.PublicShare, inputShare);
            (PrepareState fastState, byte[] fastShare) = vdaf.PrepareInit(role, verifyKey, nonce, shares.PublicShare, inputShare);
            fastShare.ShouldBe(share);
            fastState.OutputShare.ShouldBe(state.OutputShare);
            fastState.ExpectedMessage.ShouldBe(state.ExpectedMessage);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Proves_to_the_same_elements_with_and_without_vectors(int dimension, int bits)
    {
        var circuit = new FixedPointCircuit(dimension, bits);
        var flp = new FullyLinearProof<Field128>(circuit);
        int[] measurement = Samples.Measurement(9, dimension, bits);
        Field128[] proveRand = Samples.Elements<Field128>(10, flp.ProveRandLength);
        using var encoded = new MeasurementBits(measurement, bits);
        foreach (Field128 r in (Field128[])[.. Samples.Elements<Field128>(11, 1), Field128.Zero, Field128.One, -Field128.One])
        {
            var expected = new Field128[flp.ProofLength];
            flp.Prove(FixedPointEncoder.Encode(measurement, bits), proveRand, [r, Field128.One], expected);
            ProveWith(new WireProductsScalar()).ShouldBe(expected);
            if (LaneOperationsAvx2.IsSupported)
                ProveWith(new WireProductsLanes<Vector256<long>, LaneOperationsAvx2>()).ShouldBe(expected);
            if (LaneOperationsAvx512.IsSupported)
                ProveWith(new WireProductsLanes<Vector512<long>, LaneOperationsAvx512>()).ShouldBe(expected);

            Field128[] ProveWith(WireProducts products)
            {
                var proof = new Field128[flp.ProofLength];
                new FixedPointProver(circuit, products, 2).Prove(encoded, proveRand, r, proof);
                return proof;
            }
        }
    }

    private static Prio3<Field128> Plain(int dimension, int bits) =>
        new(new FixedPointCircuit(dimension, bits), FixedPointBoundedL2VecSum.CodePoint, 1, XofAlgorithm.TurboShake128);
}
