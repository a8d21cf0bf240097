using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>An aggregator's side: derives the joint randomness from its share, and evaluates the proofs on it.</summary>
internal sealed class PinePreparer<F>(PineLayout layout, PineStreams streams, PineProofs<F> proofs)
    where F : unmanaged, IField<F>
{
    /// <summary>Starts preparation; the sizes of all inputs have been checked.</summary>
    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        int seedSize = streams.SeedSize;
        var input = new F[layout.InputLength];
        Span<F> measurement = input.AsSpan(0, layout.MeasurementLength);
        var proof = new F[proofs.ProofsLength];
        Span<byte> blinds = stackalloc byte[2 * seedSize];
        if (role == AggregatorRole.Leader)
            OpenLeader(inputShare, measurement, proof, blinds);
        else
            OpenHelper(inputShare, measurement, proof, blinds);

        int verifiersSize = proofs.VerifiersLength * F.EncodedSize;
        var share = new byte[verifiersSize + (2 * seedSize)];
        Span<byte> ownParts = share.AsSpan(verifiersSize);
        var message = new byte[2 * seedSize];
        using XofStream wraparound = streams.JointRandPart(PineUsage.WraparoundJointRandPart, Seed(blinds, 0), role, nonce);
        using XofStream verification = streams.JointRandPart(PineUsage.VerificationJointRandPart, Seed(blinds, 1), role, nonce);

        // The parts are derived anew: what the client says about its own in the public share does not count.
        ReadOnlySpan<byte> encoded = FieldCodec.View<F>(measurement);
        int baseSize = layout.BaseLength * F.EncodedSize;
        SideBySide.Absorb(wraparound, encoded[..baseSize], verification, encoded[..baseSize]);
        verification.Absorb(encoded[baseSize..]);
        wraparound.Squeeze(ownParts[..seedSize]);
        verification.Squeeze(ownParts[seedSize..]);
        DeriveSeed(PineUsage.WraparoundJointRandSeed, 0, role, ownParts, publicShare, message);
        DeriveSeed(PineUsage.VerificationJointRandSeed, 1, role, ownParts, publicShare, message);

        using (XofStream coefficients = streams.WraparoundCoefficients(Seed(message, 0)))
            WraparoundDots.Compute<F>(coefficients, measurement[..layout.Dimension], input.AsSpan(layout.MeasurementLength));
        proofs.Query(input, proof, verifyKey, nonce, Seed(message, 1), share.AsSpan(0, verifiersSize));

        byte[] output = encoded[..(layout.Dimension * F.EncodedSize)].ToArray();
        CryptographicOperations.ZeroMemory(blinds);
        Clear(input);
        Clear(proof);
        return (new PrepareState(output, message), share);
    }

    private static void OpenLeader(in ReadOnlySequence<byte> inputShare, Span<F> measurement, Span<F> proof, Span<byte> blinds)
    {
        long measurementSize = (long)measurement.Length * F.EncodedSize;
        long proofSize = (long)proof.Length * F.EncodedSize;
        FieldCodec.Decode(inputShare.Slice(0, measurementSize), measurement, "The leader's measurement share");
        FieldCodec.Decode(inputShare.Slice(measurementSize, proofSize), proof, "The leader's proof share");
        inputShare.Slice(measurementSize + proofSize).CopyTo(blinds);
    }

    private void OpenHelper(in ReadOnlySequence<byte> inputShare, Span<F> measurement, Span<F> proof, Span<byte> blinds)
    {
        Span<byte> seeds = stackalloc byte[4 * streams.SeedSize];
        inputShare.CopyTo(seeds);
        using (XofStream stream = streams.HelperMeasurement(Seed(seeds, 0)))
            new FieldSampler<F>(stream).Fill(measurement);
        using (XofStream stream = streams.HelperProofs(Seed(seeds, 1)))
            new FieldSampler<F>(stream).Fill(proof);
        seeds[(2 * streams.SeedSize)..].CopyTo(blinds);
        CryptographicOperations.ZeroMemory(seeds);
    }

    private void DeriveSeed(
        PineUsage usage, int pair, AggregatorRole role, ReadOnlySpan<byte> ownParts, ReadOnlySpan<byte> publicShare, Span<byte> message)
    {
        ReadOnlySpan<byte> own = Seed(ownParts, pair);
        ReadOnlySpan<byte> leaderPart = role == AggregatorRole.Leader ? own : Seed(publicShare, 2 * pair);
        ReadOnlySpan<byte> helperPart = role == AggregatorRole.Helper ? own : Seed(publicShare, (2 * pair) + 1);
        streams.JointRandSeed(usage, leaderPart, helperPart, message.Slice(pair * streams.SeedSize, streams.SeedSize));
    }

    private ReadOnlySpan<byte> Seed(ReadOnlySpan<byte> seeds, int index) => seeds.Slice(index * streams.SeedSize, streams.SeedSize);

    private static void Clear(F[] secret) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(secret.AsSpan()));
}
