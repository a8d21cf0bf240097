using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The client's side: streams the measurement shares, and proves from the bits of the measurement.</summary>
internal sealed class FixedPointSharder(FixedPointCircuit circuit, Prio3<Field128> plain, Prio3Streams streams, int threads)
{
    private readonly FixedPointProver _prover = new(circuit, FixedPointProver.BestProducts, threads);
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
        bool split = MeasurementSplitter.TrySplit(
            bits,
            streams.HelperMeasurementMessage(measurementSeed),
            streams.JointRandPartPrefix(leaderBlind, AggregatorRole.Leader, nonce),
            streams.JointRandPartPrefix(helperBlind, AggregatorRole.Helper, nonce),
            leaderShare.AsSpan(0, measurementSize),
            publicShare);
        if (!split)
            return plain.Shard(FixedPointEncoder.Encode(measurement, circuit.Bits), nonce, randomness);

        Span<byte> jointSeed = stackalloc byte[seedSize];
        streams.JointRandSeed(publicShare.AsSpan(0, seedSize), publicShare.AsSpan(seedSize), jointSeed);
        Field128[] jointRand = streams.JointRand<Field128>(jointSeed, circuit.JointRandLength);
        Field128[] proveRand = streams.ProveRand<Field128>(proveSeed, _flp.ProveRandLength);
        var proof = new Field128[_flp.ProofLength];
        _prover.Prove(bits, proveRand, jointRand[0], proof);
        Field128[] helperProof = Prio3Streams.Expand<Field128>(streams.HelperProofs(proofSeed), proof.Length);
        for (int i = 0; i < proof.Length; i++)
            proof[i] -= helperProof[i];
        FieldCodec.Encode<Field128>(proof, leaderShare.AsSpan(measurementSize, proof.Length * Field128.EncodedSize));
        leaderBlind.CopyTo(leaderShare.AsSpan(leaderShare.Length - seedSize));

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(proveRand.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(helperProof.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(proof.AsSpan()));
        return new ReportShares(publicShare, leaderShare, [.. measurementSeed, .. proofSeed, .. helperBlind]);
    }
}
