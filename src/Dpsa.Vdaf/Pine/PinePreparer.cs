// Preparation of draft-chen-cfrg-vdaf-pine-02. Parts, blinds and seeds come in pairs, wraparound before verification.
//
//     wraparound part      XOF(blind; aggregator | nonce | share of the base)
//     verification part    XOF(blind; aggregator | nonce | share of the measurement)
//     message              XOF(zeros; leader's part | helper's part), for both

using System.Buffers;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Functions;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>An aggregator's side: derives the joint randomness from its share, and evaluates the proofs on it.</summary>
internal sealed class PinePreparer<F>(PineLayout layout, PineStreams streams, PineProofs<F> proofs)
    where F : unmanaged, IField<F>
{
    /// <summary>Starts preparation; all lengths are right.</summary>
    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        int seedSize = streams.SeedSize;
        using var input = new Secret<F>(layout.InputLength);
        Span<F> measurement = input.Span[..layout.MeasurementLength];
        using var proof = new Secret<F>(proofs.ProofsLength);
        using var blinds = new Secret<byte>(2 * seedSize);
        if (role == AggregatorRole.Leader)
            OpenLeader(inputShare, measurement, proof.Span, blinds.Span);
        else
            OpenHelper(inputShare, measurement, proof.Span, blinds.Span);

        int verifiersSize = proofs.VerifiersLength * F.EncodedSize;
        var share = new byte[verifiersSize + (2 * seedSize)];
        Span<byte> ownParts = share.AsSpan(verifiersSize);
        var message = new byte[2 * seedSize];
        using XofStream wraparound = streams.JointRandPart(Usage.WraparoundJointRandPart, streams.Seed(blinds.Span, 0), role, nonce);
        using XofStream verification = streams.JointRandPart(Usage.JointRandPart, streams.Seed(blinds.Span, 1), role, nonce);

        // The parts are derived anew: what the client says about its own in the public share does not count.
        using var view = new EncodedView<F>(measurement);
        ReadOnlySpan<byte> encoded = view.Bytes;
        int baseSize = layout.BaseLength * F.EncodedSize;
        SideBySide.Absorb(wraparound, encoded[..baseSize], verification, encoded[..baseSize]);
        verification.Absorb(encoded[baseSize..]);
        wraparound.Squeeze(ownParts[..seedSize]);
        verification.Squeeze(ownParts[seedSize..]);
        DeriveSeed(Usage.WraparoundJointRandSeed, 0, role, ownParts, publicShare, message);
        DeriveSeed(Usage.JointRandSeed, 1, role, ownParts, publicShare, message);

        using (XofStream coefficients = streams.WraparoundCoefficients(streams.Seed(message, 0)))
            WraparoundDots.Compute<F>(coefficients, measurement[..layout.Dimension], input.Span[layout.MeasurementLength..]);
        proofs.Query(input.Span, proof.Span, verifyKey, nonce, streams.Seed(message, 1), share.AsSpan(0, verifiersSize));

        byte[] output = encoded[..(layout.Dimension * F.EncodedSize)].ToArray();
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
        using var seeds = new Secret<byte>(4 * streams.SeedSize);
        inputShare.CopyTo(seeds.Span);
        streams.HelperMeasurement(streams.Seed(seeds.Span, 0)).Expand(measurement);
        streams.HelperProofs(streams.Seed(seeds.Span, 1)).Expand(proof);
        seeds.Span[(2 * streams.SeedSize)..].CopyTo(blinds);
    }

    private void DeriveSeed(
        Usage usage, int pair, AggregatorRole role, ReadOnlySpan<byte> ownParts, ReadOnlySpan<byte> publicShare, Span<byte> message)
    {
        ReadOnlySpan<byte> own = streams.Seed(ownParts, pair);
        ReadOnlySpan<byte> leaderPart = role == AggregatorRole.Leader ? own : streams.Seed(publicShare, 2 * pair);
        ReadOnlySpan<byte> helperPart = role == AggregatorRole.Helper ? own : streams.Seed(publicShare, (2 * pair) + 1);
        streams.JointRandSeed(usage, leaderPart, helperPart, message.Slice(pair * streams.SeedSize, streams.SeedSize));
    }
}
