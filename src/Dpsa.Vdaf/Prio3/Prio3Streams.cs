// The pseudorandom streams of Prio3. Domain separation of draft-irtf-cfrg-vdaf-08, section 6.2.3, is eight bytes before every seed:
//
//     version    0x08
//     class      0x00          a VDAF
//     algorithm  4 bytes, big-endian
//     usage      2 bytes, big-endian

using Dpsa.Vdaf.Functions;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The streams of one function; those with long inputs also as the bytes that they take in.</summary>
/// <param name="xof">The extendable output function.</param>
/// <param name="algorithmId">Code point of the function.</param>
/// <param name="proofs">Number of proofs.</param>
internal sealed class Prio3Streams(XofAlgorithm xof, uint algorithmId, int proofs)
    : VdafStreams(xof, [Version, VdafClass], algorithmId, checked((byte)proofs))
{
    private const byte Version = 0x08;
    private const byte VdafClass = 0x00;

    /// <summary>One aggregator's part of the joint randomness; its measurement share remains to be absorbed.</summary>
    public XofStream JointRandPart(ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce) =>
        JointRandPart(Usage.JointRandPart, blind, role, nonce);

    /// <summary>The seed of the joint randomness.</summary>
    public void JointRandSeed(ReadOnlySpan<byte> leaderPart, ReadOnlySpan<byte> helperPart, Span<byte> seed) =>
        JointRandSeed(Usage.JointRandSeed, leaderPart, helperPart, seed);

    /// <summary>All that the stream of the helper's measurement share takes in.</summary>
    public Secret<byte> HelperMeasurementMessage(ReadOnlySpan<byte> seed) =>
        XofTurboShake128.Frame(seed, DomainSeparation(Usage.MeasurementShare), [HelperId]);

    /// <summary>What the stream of a part of the joint randomness takes in before the measurement share.</summary>
    public Secret<byte> JointRandPartPrefix(ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce) =>
        XofTurboShake128.Frame(blind, DomainSeparation(Usage.JointRandPart), [(byte)role, .. nonce]);
}
