// Sharding of Prio3 (VDAF-08, section 7.2) for FixedPointCircuit.
//
//     randomness      k_helper_measurement | k_helper_proof | helper's blind | leader's blind | k_prove, 16 bytes each
//     leader share    measurement | proof | blind
//     helper share    k_helper_measurement | k_helper_proof | blind

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The client's side: streams the measurement shares, and proves from the bits of the measurement.</summary>
internal sealed class FixedPointSharder(FixedPointCircuit circuit, Prio3<Field128> plain, Prio3Streams streams, int threads)
{
    private readonly FixedPointProver _prover = new(circuit, WireProducts.Best, threads);
    private readonly FullyLinearProof<Field128> _flp = new(circuit);

    /// <summary>Splits a measurement; byte for byte what the plain version yields.</summary>
    public ReportShares Shard(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        using var bits = new MeasurementBits(measurement, circuit.Bits);
        int seedSize = streams.SeedSize;
        ReadOnlySpan<byte> measurementSeed = randomness[..seedSize];
        ReadOnlySpan<byte> proofSeed = randomness.Slice(seedSize, seedSize);
        ReadOnlySpan<byte> helperBlind = randomness.Slice(2 * seedSize, seedSize);
        ReadOnlySpan<byte> leaderBlind = randomness.Slice(3 * seedSize, seedSize);
        ReadOnlySpan<byte> proveSeed = randomness[(4 * seedSize)..];

        var publicShare = new byte[plain.PublicShareSize];
        byte[] leaderShare = GC.AllocateUninitializedArray<byte>(plain.LeaderInputShareSize);
        int measurementSize = circuit.InputLength * Field128.EncodedSize;
        try
        {
            using Secret<byte> helperMessage = streams.HelperMeasurementMessage(measurementSeed);
            using Secret<byte> leaderPrefix = streams.JointRandPartPrefix(leaderBlind, AggregatorRole.Leader, nonce);
            using Secret<byte> helperPrefix = streams.JointRandPartPrefix(helperBlind, AggregatorRole.Helper, nonce);
            Span<byte> measurementShare = leaderShare.AsSpan(0, measurementSize);
            if (!MeasurementSplitter.TrySplit(
                bits, helperMessage.Span, leaderPrefix.Span, helperPrefix.Span, measurementShare, publicShare))
            {
                leaderShare.Zero();
                using var encoded = new Secret<Field128>(FixedPointEncoder.Encode(measurement, circuit.Bits));
                return plain.Shard(encoded.Span, nonce, randomness);
            }

            Span<byte> jointSeed = stackalloc byte[seedSize];
            streams.JointRandSeed(publicShare.AsSpan(0, seedSize), publicShare.AsSpan(seedSize), jointSeed);
            Field128[] jointRand = streams.JointRand<Field128>(jointSeed, circuit.JointRandLength);
            ProveInto(leaderShare.AsSpan(measurementSize, _flp.ProofLength * Field128.EncodedSize), bits, proveSeed, proofSeed,
                jointRand[0]);
            leaderBlind.CopyTo(leaderShare.AsSpan(leaderShare.Length - seedSize));
            return new ReportShares(publicShare, leaderShare, [.. measurementSeed, .. proofSeed, .. helperBlind]);
        }
        catch
        {
            leaderShare.Zero();
            throw;
        }
    }

    /// <summary>Writes the leader's share of the proof.</summary>
    private void ProveInto(
        Span<byte> proofShare, MeasurementBits bits, ReadOnlySpan<byte> proveSeed, ReadOnlySpan<byte> proofSeed, Field128 r)
    {
        using var proveRand = new Secret<Field128>(_flp.ProveRandLength);
        streams.ProveRand(proveSeed, proveRand.Span);
        using var proof = new Secret<Field128>(_flp.ProofLength);
        _prover.Prove(bits, proveRand.Array, r, proof.Span);
        using var helperProof = new Secret<Field128>(_flp.ProofLength);
        streams.HelperProofs(proofSeed).Expand(helperProof.Span);
        FieldCodec.EncodeDifference<Field128>(proof.Span, helperProof.Span, proofShare);
    }
}
