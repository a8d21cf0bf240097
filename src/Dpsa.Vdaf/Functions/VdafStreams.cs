// The pseudorandom streams that Prio3 (VDAF-08 section 7.2) and PINE (draft-chen-cfrg-vdaf-pine-02) have in common.
//
//     tag       what the draft puts before it | algorithm, 4 bytes | usage, 2 bytes      both big-endian
//     binder    measurement share    helper's number
//               proof shares         numbers of proofs | helper's number
//               joint rand part      aggregator's number | nonce | measurement share
//               joint rand seed      leader's part | helper's part                       seed of zeros
//               joint randomness     number of the proofs that use it
//               prove randomness     numbers of proofs
//               query randomness     numbers of proofs | nonce                           the verify key as seed
//
// A number of proofs is one byte; PINE has two, Prio3 has one.

using System.Buffers.Binary;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Functions;

/// <summary>The streams of one function, each with its own domain separation and binder.</summary>
/// <param name="xof">The extendable output function.</param>
/// <param name="tagPrefix">The domain separation tag before the code point.</param>
/// <param name="algorithmId">Code point of the function.</param>
/// <param name="proofs">Number of proofs of each circuit; the last circuit is the one with joint randomness.</param>
internal abstract class VdafStreams(XofAlgorithm xof, byte[] tagPrefix, uint algorithmId, params byte[] proofs)
{
    /// <summary>The number by which binders name the helper.</summary>
    protected const byte HelperId = (byte)AggregatorRole.Helper;

    private const int AlgorithmSize = 4;
    private const int UsageSize = 2;

    private readonly byte[] _zeroSeed = new byte[xof.SeedSize];

    /// <summary>Bytes of a seed.</summary>
    public int SeedSize => xof.SeedSize;

    /// <summary>One of several seeds that lie one after the other.</summary>
    public ReadOnlySpan<byte> Seed(ReadOnlySpan<byte> seeds, int index) => seeds.Slice(index * SeedSize, SeedSize);

    /// <summary>The helper's measurement share.</summary>
    public XofStream HelperMeasurement(ReadOnlySpan<byte> seed) => Start(seed, Usage.MeasurementShare, [HelperId]);

    /// <summary>The helper's proof shares, in the order of the circuits.</summary>
    public XofStream HelperProofs(ReadOnlySpan<byte> seed) => Start(seed, Usage.ProofShare, [.. proofs, HelperId]);

    /// <summary>One aggregator's part of a joint randomness; its measurement share remains to be absorbed.</summary>
    public XofStream JointRandPart(Usage usage, ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce)
    {
        XofStream stream = Start(blind, usage, [(byte)role]);
        stream.Absorb(nonce);
        return stream;
    }

    /// <summary>The seed of a joint randomness.</summary>
    public void JointRandSeed(Usage usage, ReadOnlySpan<byte> leaderPart, ReadOnlySpan<byte> helperPart, Span<byte> seed)
    {
        using XofStream stream = Start(_zeroSeed, usage, leaderPart);
        stream.Absorb(helperPart);
        stream.Squeeze(seed);
    }

    /// <summary>The joint randomness of all proofs that use it.</summary>
    public F[] JointRand<F>(ReadOnlySpan<byte> seed, int length)
        where F : unmanaged, IField<F>
    {
        var values = new F[length];
        Start(seed, Usage.JointRandomness, proofs.AsSpan(proofs.Length - 1)).Expand(values.AsSpan());
        return values;
    }

    /// <summary>The prover's randomness of all proofs, in the order of the circuits.</summary>
    public void ProveRand<F>(ReadOnlySpan<byte> seed, Span<F> values)
        where F : unmanaged, IField<F> => Start(seed, Usage.ProveRandomness, proofs).Expand(values);

    /// <summary>The query points of all proofs, in the order of the circuits.</summary>
    public F[] QueryRand<F>(ReadOnlySpan<byte> verifyKey, ReadOnlySpan<byte> nonce, int length)
        where F : unmanaged, IField<F>
    {
        XofStream stream = Start(verifyKey, Usage.QueryRandomness, proofs);
        stream.Absorb(nonce);
        var values = new F[length];
        stream.Expand(values.AsSpan());
        return values;
    }

    /// <summary>Starts a stream, up to the given beginning of its binder.</summary>
    protected XofStream Start(ReadOnlySpan<byte> seed, Usage usage, ReadOnlySpan<byte> binder)
    {
        XofStream stream = xof.Start(seed, DomainSeparation(usage));
        stream.Absorb(binder);
        return stream;
    }

    /// <summary>The domain separation tag of one usage.</summary>
    protected byte[] DomainSeparation(Usage usage)
    {
        byte[] tag = [.. tagPrefix, .. new byte[AlgorithmSize + UsageSize]];
        BinaryPrimitives.WriteUInt32BigEndian(tag.AsSpan(tagPrefix.Length), algorithmId);
        BinaryPrimitives.WriteUInt16BigEndian(tag.AsSpan(tagPrefix.Length + AlgorithmSize), (ushort)usage);
        return tag;
    }
}
