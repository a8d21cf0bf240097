// Sharding of draft-chen-cfrg-vdaf-pine-02, in the order in which things depend on each other.
//
//     1    helper's share of the base, and the leader's
//     2    wraparound parts, seed, coefficients and dot products
//     3    tests, their shares, verification parts and seed
//     4    proofs and their shares
//
//     randomness    seeds 0 to 6 as in Pine: helper's measurement and proofs, helper's two blinds, leader's two blinds, prover

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Functions;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>The client's side: splits an encoded measurement, and proves it.</summary>
internal sealed class PineSharder<F>(PineLayout layout, PineStreams streams, PineProofs<F> proofs)
    where F : unmanaged, IField<F>
{
    /// <summary>Writes the tests of a measurement, given their dot products.</summary>
    internal delegate void TestEncoder(ReadOnlySpan<F> dots, PineLayout layout, Span<F> destination);

    /// <summary>Shards whatever stands in the base of <paramref name="input"/>, with tests as the encoder writes them.</summary>
    /// <param name="input">Base, then room for tests and dot products.</param>
    /// <param name="encodeTests">Writes the tests.</param>
    /// <param name="nonce">The report's nonce.</param>
    /// <param name="randomness">Seven seeds.</param>
    public ReportShares Shard(Span<F> input, TestEncoder encodeTests, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        int elements = layout.MeasurementLength + proofs.ProofsLength;
        byte[] leaderShare = GC.AllocateUninitializedArray<byte>((elements * F.EncodedSize) + (2 * streams.SeedSize));
        try
        {
            byte[] publicShare = Shard(input, encodeTests, nonce, randomness, leaderShare);
            return new ReportShares(publicShare, leaderShare, randomness[..(4 * streams.SeedSize)].ToArray());
        }
        catch
        {
            leaderShare.Zero();
            throw;
        }
    }

    private byte[] Shard(
        Span<F> input, TestEncoder encodeTests, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness, Span<byte> leaderShare)
    {
        int seedSize = streams.SeedSize;
        Span<F> measurement = input[..layout.MeasurementLength];
        Span<F> tests = measurement[layout.BaseLength..];
        Span<F> dots = input[layout.MeasurementLength..];
        using var helper = new Secret<F>(layout.MeasurementLength);
        var publicShare = new byte[4 * seedSize];
        int baseSize = layout.BaseLength * F.EncodedSize;
        int measurementSize = layout.MeasurementLength * F.EncodedSize;
        int proofsSize = proofs.ProofsLength * F.EncodedSize;
        Span<byte> leaderBase = leaderShare[..baseSize];
        Span<byte> leaderTests = leaderShare[baseSize..measurementSize];
        Span<byte> seed = stackalloc byte[seedSize];

        using XofStream stream = streams.HelperMeasurement(streams.Seed(randomness, 0));
        using XofStream leaderWraparound = Part(Usage.WraparoundJointRandPart, AggregatorRole.Leader, streams.Seed(randomness, 4), nonce);
        using XofStream helperWraparound = Part(Usage.WraparoundJointRandPart, AggregatorRole.Helper, streams.Seed(randomness, 2), nonce);
        using XofStream leaderVerification = Part(Usage.JointRandPart, AggregatorRole.Leader, streams.Seed(randomness, 5), nonce);
        using XofStream helperVerification = Part(Usage.JointRandPart, AggregatorRole.Helper, streams.Seed(randomness, 3), nonce);
        var sampler = new FieldSampler<F>(stream);

        // The base goes into all four parts; the coefficients of the tests depend on two of them.
        Span<F> share = helper.Span[..layout.BaseLength];
        sampler.Fill(share);
        FieldCodec.EncodeDifference(measurement[..layout.BaseLength], share, leaderBase);
        using (var helperBase = new EncodedView<F>(share))
        {
            SideBySide.Absorb(
                leaderWraparound, leaderBase, helperWraparound, helperBase.Bytes,
                leaderVerification, leaderBase, helperVerification, helperBase.Bytes);
        }

        leaderWraparound.Squeeze(publicShare.AsSpan(0, seedSize));
        helperWraparound.Squeeze(publicShare.AsSpan(seedSize, seedSize));
        streams.JointRandSeed(Usage.WraparoundJointRandSeed, streams.Seed(publicShare, 0), streams.Seed(publicShare, 1), seed);
        using (XofStream coefficients = streams.WraparoundCoefficients(seed))
            WraparoundDots.Compute<F>(coefficients, measurement[..layout.Dimension], dots);
        encodeTests(dots, layout, tests);

        share = helper.Span[layout.BaseLength..];
        sampler.Fill(share);
        FieldCodec.EncodeDifference(tests, share, leaderTests);
        using (var helperTests = new EncodedView<F>(share))
            SideBySide.Absorb(leaderVerification, leaderTests, helperVerification, helperTests.Bytes);
        leaderVerification.Squeeze(publicShare.AsSpan(2 * seedSize, seedSize));
        helperVerification.Squeeze(publicShare.AsSpan(3 * seedSize, seedSize));
        streams.JointRandSeed(Usage.JointRandSeed, streams.Seed(publicShare, 2), streams.Seed(publicShare, 3), seed);

        using var proof = new Secret<F>(proofs.ProofsLength);
        proofs.Prove(input, streams.Seed(randomness, 6), seed, proof.Span);
        using var helperProof = new Secret<F>(proofs.ProofsLength);
        streams.HelperProofs(streams.Seed(randomness, 1)).Expand(helperProof.Span);
        FieldCodec.EncodeDifference(proof.Span, helperProof.Span, leaderShare.Slice(measurementSize, proofsSize));
        randomness.Slice(4 * seedSize, 2 * seedSize).CopyTo(leaderShare[(measurementSize + proofsSize)..]);
        return publicShare;
    }

    private XofStream Part(Usage usage, AggregatorRole role, ReadOnlySpan<byte> blind, ReadOnlySpan<byte> nonce) =>
        streams.JointRandPart(usage, blind, role, nonce);
}
