// The pseudorandom streams of draft-chen-cfrg-vdaf-pine-02. Domain separation is seven bytes (that of VDAF-08 has one
// more, for the class):
//
//     version    0x01
//     algorithm  4 bytes, big-endian
//     usage      2 bytes, big-endian

using System.Buffers.Binary;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>What a stream is used for.</summary>
internal enum PineUsage : ushort
{
    MeasurementShare = 1,
    ProofShare = 2,
    VerificationJointRandomness = 3,
    ProveRandomness = 4,
    QueryRandomness = 5,
    VerificationJointRandSeed = 6,
    VerificationJointRandPart = 7,
    WraparoundJointRandomness = 8,
    WraparoundJointRandSeed = 9,
    WraparoundJointRandPart = 10,
}

/// <summary>The streams, each with its own domain separation and binder.</summary>
/// <param name="instance">Code point and extendable output function.</param>
/// <param name="proofs">Number of proofs of the main circuit.</param>
/// <param name="normEqualityProofs">Number of proofs of the norm equality circuit.</param>
internal sealed class PineStreams(PineInstance instance, int proofs, int normEqualityProofs)
{
    private const byte Version = 0x01;
    private const byte HelperId = (byte)AggregatorRole.Helper;

    private readonly byte[] _zeroSeed = new byte[instance.Xof.SeedSize];
    private readonly byte _proofs = checked((byte)proofs);
    private readonly byte _normEqualityProofs = checked((byte)normEqualityProofs);

    /// <summary>Bytes of a seed.</summary>
    public int SeedSize => instance.Xof.SeedSize;

    /// <summary>The helper's measurement share.</summary>
    public XofStream HelperMeasurement(ReadOnlySpan<byte> seed) => Start(seed, PineUsage.MeasurementShare, [HelperId]);

    /// <summary>The helper's proof shares, those of the norm equality first.</summary>
    public XofStream HelperProofs(ReadOnlySpan<byte> seed) => Start(seed, PineUsage.ProofShare, [_normEqualityProofs, _proofs, HelperId]);

    /// <summary>One aggregator's part of a joint randomness; its measurement share remains to be absorbed.</summary>
    public XofStream JointRandPart(PineUsage usage, ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce)
    {
        XofStream stream = Start(blind, usage, [(byte)role]);
        stream.Absorb(nonce);
        return stream;
    }

    /// <summary>The seed of a joint randomness.</summary>
    public void JointRandSeed(PineUsage usage, ReadOnlySpan<byte> leaderPart, ReadOnlySpan<byte> helperPart, Span<byte> seed)
    {
        using XofStream stream = Start(_zeroSeed, usage, leaderPart);
        stream.Absorb(helperPart);
        stream.Squeeze(seed);
    }

    /// <summary>The coefficients of the wraparound tests.</summary>
    public XofStream WraparoundCoefficients(ReadOnlySpan<byte> seed) => Start(seed, PineUsage.WraparoundJointRandomness, []);

    /// <summary>The joint randomness of all proofs of the main circuit.</summary>
    public F[] JointRand<F>(ReadOnlySpan<byte> seed, int length)
        where F : unmanaged, IField<F>
    {
        var values = new F[length];
        Expand<F>(Start(seed, PineUsage.VerificationJointRandomness, [_proofs]), values);
        return values;
    }

    /// <summary>The prover's randomness of all proofs, those of the norm equality first.</summary>
    public void ProveRand<F>(ReadOnlySpan<byte> seed, Span<F> values)
        where F : unmanaged, IField<F> => Expand(Start(seed, PineUsage.ProveRandomness, [_normEqualityProofs, _proofs]), values);

    /// <summary>The query points of all proofs, those of the norm equality first.</summary>
    public F[] QueryRand<F>(ReadOnlySpan<byte> verifyKey, ReadOnlySpan<byte> nonce, int length)
        where F : unmanaged, IField<F>
    {
        XofStream stream = Start(verifyKey, PineUsage.QueryRandomness, [_normEqualityProofs, _proofs]);
        stream.Absorb(nonce);
        var values = new F[length];
        Expand<F>(stream, values);
        return values;
    }

    /// <summary>Takes elements off a stream, and ends it.</summary>
    public static void Expand<F>(XofStream stream, Span<F> values)
        where F : unmanaged, IField<F>
    {
        using (stream)
            new FieldSampler<F>(stream).Fill(values);
    }

    private XofStream Start(ReadOnlySpan<byte> seed, PineUsage usage, ReadOnlySpan<byte> binder)
    {
        Span<byte> tag = stackalloc byte[7];
        tag[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(tag[1..], instance.AlgorithmId);
        BinaryPrimitives.WriteUInt16BigEndian(tag[5..], (ushort)usage);
        XofStream stream = instance.Xof.Start(seed, tag);
        stream.Absorb(binder);
        return stream;
    }
}
