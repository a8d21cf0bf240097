// Sharding, preparation and aggregation of draft-chen-cfrg-vdaf-pine-02, for two aggregators.
//
//     randomness     k_helper_measurement | k_helper_proofs | helper's blinds | leader's blinds | k_prove
//     leader share   measurement | proofs | blinds
//     helper share   k_helper_measurement | k_helper_proofs | blinds
//     public share   for wraparound, then for verification: leader's part | helper's part
//     prepare share  verifiers | own parts
//     message        seeds of both joint randomnesses
//
// Blinds, parts and seeds come in pairs, wraparound before verification; proofs and verifiers of the norm equality come
// before those of the main circuit.

using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>PINE over one field.</summary>
internal sealed class Pine<F> : IVdaf
    where F : unmanaged, IField<F>
{
    private const int Shares = 2;

    private readonly PineLayout _layout;
    private readonly PineStreams _streams;
    private readonly PineProofs<F> _proofs;
    private readonly int _seedSize;
    private readonly int _baseLength;
    private readonly int _measurementLength;

    public Pine(PineParameters parameters, PineInstance instance)
    {
        _layout = new PineLayout(parameters);
        _streams = new PineStreams(instance, parameters.Proofs, parameters.NormEqualityProofs);
        _proofs = new PineProofs<F>(parameters, _layout, _streams);
        _seedSize = instance.Xof.SeedSize;
        _baseLength = checked((int)_layout.BaseLength);
        _measurementLength = checked((int)_layout.MeasurementLength);
        AlgorithmId = instance.AlgorithmId;
        Scale = 1L << parameters.FractionalBits;
        L2Sensitivity = 2L * parameters.NormBound;
    }

    /// <summary>Writes the tests of a measurement, given their dot products.</summary>
    internal delegate void TestEncoder(ReadOnlySpan<F> dots, PineLayout layout, Span<F> destination);

    public uint AlgorithmId { get; }

    public int Dimension => _layout.Dimension;

    public long Scale { get; }

    public UInt128 MaxSquaredNorm => _layout.SquaredBound;

    public long L2Sensitivity { get; }

    public int ElementSize => F.EncodedSize;

    public int NonceSize => 16;

    public int VerifyKeySize => _seedSize;

    public int RandomnessSize => 7 * _seedSize;

    public int PublicShareSize => 4 * _seedSize;

    public int PrepareShareSize => (_proofs.VerifiersLength * F.EncodedSize) + (2 * _seedSize);

    public int PrepareMessageSize => 2 * _seedSize;

    public int AggregateShareSize => Dimension * F.EncodedSize;

    internal PineLayout Layout => _layout;

    public int InputShareSize(AggregatorRole role) => role switch
    {
        AggregatorRole.Leader => ((_measurementLength + _proofs.ProofsLength) * F.EncodedSize) + (2 * _seedSize),
        AggregatorRole.Helper => 4 * _seedSize,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There are two aggregators, leader and helper."),
    };

    public ReportShares Shard(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        ThrowIfSizeDiffers(nameof(nonce), nonce, NonceSize);
        ThrowIfSizeDiffers(nameof(randomness), randomness, RandomnessSize);
        var input = new F[_measurementLength + _layout.Checks];
        try
        {
            PineEncoder.EncodeBase(measurement, _layout, input.AsSpan(0, _baseLength));
            return ShardEncoded(input, PineEncoder.EncodeTests, nonce, randomness);
        }
        finally
        {
            Clear(input);
        }
    }

    /// <summary>Shards whatever stands in the base of <paramref name="input"/>, with tests as the encoder writes them.</summary>
    /// <param name="input">Base, then room for tests and dot products.</param>
    /// <param name="encodeTests">Writes the tests.</param>
    /// <param name="nonce">The report's nonce.</param>
    /// <param name="randomness">Seven seeds.</param>
    internal ReportShares ShardEncoded(F[] input, TestEncoder encodeTests, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        ReadOnlySpan<byte> measurementSeed = Seed(randomness, 0);
        ReadOnlySpan<byte> proofsSeed = Seed(randomness, 1);
        Span<F> measurement = input.AsSpan(0, _measurementLength);
        Span<F> dots = input.AsSpan(_measurementLength);
        var helper = new F[_measurementLength];
        var publicShare = new byte[PublicShareSize];
        var leaderShare = new byte[InputShareSize(AggregatorRole.Leader)];
        Span<byte> leaderMeasurement = leaderShare.AsSpan(0, _measurementLength * F.EncodedSize);

        using (XofStream stream = _streams.HelperMeasurement(measurementSeed))
        {
            var sampler = new FieldSampler<F>(stream);
            Span<byte> seed = stackalloc byte[_seedSize];

            sampler.Fill(helper.AsSpan(0, _baseLength));
            EncodeDifference(measurement[.._baseLength], helper, leaderMeasurement);
            DerivePublicParts(PineUsage.WraparoundJointRandPart, _baseLength, Seed(randomness, 4), Seed(randomness, 2), leaderMeasurement, nonce, helper, publicShare);
            _streams.JointRandSeed(PineUsage.WraparoundJointRandSeed, Seed(publicShare, 0), Seed(publicShare, 1), seed);
            using (XofStream coefficients = _streams.WraparoundCoefficients(seed))
                WraparoundDots.Compute<F>(coefficients, measurement[.._layout.Dimension], dots);
            encodeTests(dots, _layout, measurement[_baseLength..]);

            sampler.Fill(helper.AsSpan(_baseLength));
            EncodeDifference(measurement[_baseLength..], helper.AsSpan(_baseLength), leaderMeasurement[(_baseLength * F.EncodedSize)..]);
            DerivePublicParts(PineUsage.VerificationJointRandPart, _measurementLength, Seed(randomness, 5), Seed(randomness, 3), leaderMeasurement, nonce, helper, publicShare.AsSpan(2 * _seedSize));
            _streams.JointRandSeed(PineUsage.VerificationJointRandSeed, Seed(publicShare, 2), Seed(publicShare, 3), seed);
            F[] proofs = _proofs.Prove(input, Seed(randomness, 6), seed);

            F[] helperProofs = PineStreams.Expand<F>(_streams.HelperProofs(proofsSeed), proofs.Length);
            EncodeDifference(proofs, helperProofs, leaderShare.AsSpan(leaderMeasurement.Length, proofs.Length * F.EncodedSize));
            Clear(proofs);
        }

        Clear(helper);
        randomness.Slice(4 * _seedSize, 2 * _seedSize).CopyTo(leaderShare.AsSpan(leaderShare.Length - (2 * _seedSize)));
        return new ReportShares(publicShare, leaderShare, randomness[..(4 * _seedSize)].ToArray());
    }

    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        ThrowIfSizeDiffers(nameof(verifyKey), verifyKey, VerifyKeySize);
        ThrowIfSizeDiffers(nameof(nonce), nonce, NonceSize);
        VdafException.ThrowIfLengthDiffers("The public share", publicShare.Length, PublicShareSize);
        VdafException.ThrowIfLengthDiffers($"The {role.ToString().ToLowerInvariant()}'s input share", inputShare.Length, InputShareSize(role));

        var input = new F[_measurementLength + _layout.Checks];
        F[] proofs = new F[_proofs.ProofsLength];
        Span<byte> blinds = stackalloc byte[2 * _seedSize];
        if (role == AggregatorRole.Leader)
            OpenLeader(inputShare, input, proofs, blinds);
        else
            OpenHelper(inputShare, input, proofs, blinds);

        // The parts are derived anew: what the client says about them in the public share does not count.
        byte[] encoded = FieldCodec.Encode<F>(input.AsSpan(0, _measurementLength));
        var share = new byte[PrepareShareSize];
        Span<byte> ownParts = share.AsSpan(share.Length - (2 * _seedSize));
        var message = new byte[PrepareMessageSize];
        DeriveSeed(PineUsage.WraparoundJointRandPart, PineUsage.WraparoundJointRandSeed, 0, _baseLength, nonce, publicShare, blinds, ownParts, message);
        using (XofStream coefficients = _streams.WraparoundCoefficients(Seed(message, 0)))
            WraparoundDots.Compute<F>(coefficients, input.AsSpan(0, _layout.Dimension), input.AsSpan(_measurementLength));
        DeriveSeed(PineUsage.VerificationJointRandPart, PineUsage.VerificationJointRandSeed, 1, _measurementLength, nonce, publicShare, blinds, ownParts, message);
        _proofs.Query(input, proofs, verifyKey, nonce, Seed(message, 1), share.AsSpan(0, _proofs.VerifiersLength * F.EncodedSize));

        byte[] output = encoded[..AggregateShareSize];
        CryptographicOperations.ZeroMemory(encoded);
        CryptographicOperations.ZeroMemory(blinds);
        Clear(input);
        return (new PrepareState(output, message), share);

        void DeriveSeed(
            PineUsage partUsage,
            PineUsage seedUsage,
            int pair,
            int length,
            ReadOnlySpan<byte> nonce,
            ReadOnlySpan<byte> publicShare,
            ReadOnlySpan<byte> blinds,
            Span<byte> ownParts,
            Span<byte> message)
        {
            Span<byte> own = ownParts.Slice(pair * _seedSize, _seedSize);
            DerivePart(partUsage, role, Seed(blinds, pair), nonce, encoded.AsSpan(0, length * F.EncodedSize), own);
            ReadOnlySpan<byte> leaderPart = role == AggregatorRole.Leader ? own : Seed(publicShare, 2 * pair);
            ReadOnlySpan<byte> helperPart = role == AggregatorRole.Helper ? own : Seed(publicShare, (2 * pair) + 1);
            _streams.JointRandSeed(seedUsage, leaderPart, helperPart, message.Slice(pair * _seedSize, _seedSize));
        }
    }

    public byte[] PrepareSharesToMessage(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare)
    {
        VdafException.ThrowIfLengthDiffers("The leader's prepare share", leaderShare.Length, PrepareShareSize);
        VdafException.ThrowIfLengthDiffers("The helper's prepare share", helperShare.Length, PrepareShareSize);
        int size = _proofs.VerifiersLength * F.EncodedSize;
        _proofs.Decide(leaderShare[..size], helperShare[..size]);

        var message = new byte[PrepareMessageSize];
        ReadOnlySpan<byte> leaderParts = leaderShare[size..];
        ReadOnlySpan<byte> helperParts = helperShare[size..];
        _streams.JointRandSeed(PineUsage.WraparoundJointRandSeed, Seed(leaderParts, 0), Seed(helperParts, 0), message.AsSpan(0, _seedSize));
        _streams.JointRandSeed(PineUsage.VerificationJointRandSeed, Seed(leaderParts, 1), Seed(helperParts, 1), message.AsSpan(_seedSize));
        return message;
    }

    public byte[] PrepareNext(PrepareState state, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(state);
        VdafException.ThrowIfLengthDiffers("The prepare message", message.Length, PrepareMessageSize);
        if (!CryptographicOperations.FixedTimeEquals(message, state.ExpectedMessage))
        {
            throw new VdafException(
                VdafError.JointRandomnessMismatch,
                "The joint randomness of the prepare message is not the one this aggregator derived: the client's shares do not belong together.");
        }

        return state.OutputShare;
    }

    public void Accumulate(Span<byte> aggregateShare, ReadOnlySpan<byte> outputShare)
    {
        VdafException.ThrowIfLengthDiffers("The aggregate share", aggregateShare.Length, AggregateShareSize);
        FieldCodec.AddEncoded<F>(aggregateShare, outputShare, "The output share");
    }

    public void AddNoise(Span<byte> aggregateShare, ReadOnlySpan<Int128> noise)
    {
        VdafException.ThrowIfLengthDiffers("The aggregate share", aggregateShare.Length, AggregateShareSize);
        if (noise.Length != Dimension)
            throw new ArgumentException($"The noise has {noise.Length} coordinates, the task has {Dimension}.", nameof(noise));
        AggregateShares.AddNoise<F>(aggregateShare, noise);
    }

    public Int128[] Unshard(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, long reportCount)
    {
        VdafException.ThrowIfLengthDiffers("The leader's aggregate share", leaderShare.Length, AggregateShareSize);
        VdafException.ThrowIfLengthDiffers("The helper's aggregate share", helperShare.Length, AggregateShareSize);
        ArgumentOutOfRangeException.ThrowIfNegative(reportCount);

        // Coordinates are encoded as signed residues, without an offset.
        return AggregateShares.Combine<F>(leaderShare, helperShare, 0);
    }

    private void OpenLeader(in ReadOnlySequence<byte> inputShare, F[] input, F[] proofs, Span<byte> blinds)
    {
        byte[] bytes = inputShare.ToArray();
        int measurementSize = _measurementLength * F.EncodedSize;
        int proofsSize = proofs.Length * F.EncodedSize;
        FieldCodec.Decode<F>(bytes.AsSpan(0, measurementSize), input.AsSpan(0, _measurementLength), "The leader's measurement share");
        FieldCodec.Decode<F>(bytes.AsSpan(measurementSize, proofsSize), proofs, "The leader's proof share");
        bytes.AsSpan(measurementSize + proofsSize).CopyTo(blinds);
        CryptographicOperations.ZeroMemory(bytes);
    }

    private void OpenHelper(in ReadOnlySequence<byte> inputShare, F[] input, F[] proofs, Span<byte> blinds)
    {
        Span<byte> seeds = stackalloc byte[4 * _seedSize];
        inputShare.CopyTo(seeds);
        using (XofStream stream = _streams.HelperMeasurement(Seed(seeds, 0)))
            new FieldSampler<F>(stream).Fill(input.AsSpan(0, _measurementLength));
        using (XofStream stream = _streams.HelperProofs(Seed(seeds, 1)))
            new FieldSampler<F>(stream).Fill(proofs);
        seeds[(2 * _seedSize)..].CopyTo(blinds);
        CryptographicOperations.ZeroMemory(seeds);
    }

    private void DerivePublicParts(
        PineUsage usage,
        int length,
        ReadOnlySpan<byte> leaderBlind,
        ReadOnlySpan<byte> helperBlind,
        ReadOnlySpan<byte> leaderMeasurement,
        ReadOnlySpan<byte> nonce,
        F[] helper,
        Span<byte> parts)
    {
        byte[] helperBytes = FieldCodec.Encode<F>(helper.AsSpan(0, length));
        DerivePart(usage, AggregatorRole.Leader, leaderBlind, nonce, leaderMeasurement[..helperBytes.Length], parts[.._seedSize]);
        DerivePart(usage, AggregatorRole.Helper, helperBlind, nonce, helperBytes, parts.Slice(_seedSize, _seedSize));
        CryptographicOperations.ZeroMemory(helperBytes);
    }

    private void DerivePart(
        PineUsage usage, AggregatorRole role, ReadOnlySpan<byte> blind, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> share, Span<byte> part)
    {
        using XofStream stream = _streams.JointRandPart(usage, blind, role, nonce);
        stream.Absorb(share);
        stream.Squeeze(part);
    }

    private ReadOnlySpan<byte> Seed(ReadOnlySpan<byte> seeds, int index) => seeds.Slice(index * _seedSize, _seedSize);

    private static void EncodeDifference(ReadOnlySpan<F> left, ReadOnlySpan<F> right, Span<byte> destination)
    {
        for (int i = 0; i < left.Length; i++)
            (left[i] - right[i]).Encode(destination.Slice(i * F.EncodedSize, F.EncodedSize));
    }

    private static void Clear(F[] secret) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(secret.AsSpan()));

    private static void ThrowIfSizeDiffers(string name, ReadOnlySpan<byte> value, int expected)
    {
        if (value.Length != expected)
            throw new ArgumentException($"{name} has {value.Length} bytes, expected {expected}.", name);
    }
}
