using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The pseudorandom streams of Prio3 (VDAF-08, section 7.2), each with its own domain separation and binder.</summary>
/// <param name="xof">The extendable output function.</param>
/// <param name="algorithmId">Code point of the function.</param>
/// <param name="proofs">Number of proofs.</param>
internal sealed class Prio3Streams(XofAlgorithm xof, uint algorithmId, int proofs)
{
    private const byte HelperId = (byte)AggregatorRole.Helper;

    private readonly byte[] _zeroSeed = new byte[xof.SeedSize];
    private readonly byte _proofs = checked((byte)proofs);

    /// <summary>Bytes of a seed.</summary>
    public int SeedSize => xof.SeedSize;

    /// <summary>The helper's measurement share.</summary>
    public XofStream HelperMeasurement(ReadOnlySpan<byte> seed) => Start(seed, Usage.MeasurementShare, [HelperId]);

    /// <summary>The helper's proof shares.</summary>
    public XofStream HelperProofs(ReadOnlySpan<byte> seed) => Start(seed, Usage.ProofShare, [_proofs, HelperId]);

    /// <summary>One aggregator's part of the joint randomness; its measurement share remains to be absorbed.</summary>
    public XofStream JointRandPart(ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce)
    {
        XofStream stream = Start(blind, Usage.JointRandPart, [(byte)role]);
        stream.Absorb(nonce);
        return stream;
    }

    /// <summary>The seed of the joint randomness.</summary>
    public void JointRandSeed(ReadOnlySpan<byte> leaderPart, ReadOnlySpan<byte> helperPart, Span<byte> seed)
    {
        using XofStream stream = Start(_zeroSeed, Usage.JointRandSeed, leaderPart);
        stream.Absorb(helperPart);
        stream.Squeeze(seed);
    }

    /// <summary>The joint randomness of all proofs.</summary>
    public F[] JointRand<F>(ReadOnlySpan<byte> seed, int length)
        where F : unmanaged, IField<F>
    {
        var values = new F[length];
        Expand<F>(Start(seed, Usage.JointRandomness, [_proofs]), values);
        return values;
    }

    /// <summary>The prover's randomness of all proofs.</summary>
    public void ProveRand<F>(ReadOnlySpan<byte> seed, Span<F> values)
        where F : unmanaged, IField<F> => Expand(Start(seed, Usage.ProveRandomness, [_proofs]), values);

    /// <summary>The query points of all proofs.</summary>
    public F[] QueryRand<F>(ReadOnlySpan<byte> verifyKey, ReadOnlySpan<byte> nonce, int length)
        where F : unmanaged, IField<F>
    {
        XofStream stream = Start(verifyKey, Usage.QueryRandomness, [_proofs]);
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

    /// <summary>All that the stream of the helper's measurement share takes in.</summary>
    public Secret<byte> HelperMeasurementMessage(ReadOnlySpan<byte> seed) =>
        XofTurboShake128.Frame(seed, Vdaf08.DomainSeparation(algorithmId, Usage.MeasurementShare), [HelperId]);

    /// <summary>What the stream of a part of the joint randomness takes in before the measurement share.</summary>
    public Secret<byte> JointRandPartPrefix(ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce) =>
        XofTurboShake128.Frame(blind, Vdaf08.DomainSeparation(algorithmId, Usage.JointRandPart), [(byte)role, .. nonce]);

    private XofStream Start(ReadOnlySpan<byte> seed, Usage usage, ReadOnlySpan<byte> binder)
    {
        XofStream stream = xof.Start(seed, Vdaf08.DomainSeparation(algorithmId, usage));
        stream.Absorb(binder);
        return stream;
    }
}
