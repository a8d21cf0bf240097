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
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Pine;

/// <summary>PINE over one field.</summary>
internal sealed class Pine<F> : IVdaf
    where F : unmanaged, IField<F>
{
    private readonly PineLayout _layout;
    private readonly PineStreams _streams;
    private readonly PineProofs<F> _proofs;
    private readonly PinePreparer<F> _preparer;
    private readonly int _seedSize;

    public Pine(PineParameters parameters, PineInstance instance)
    {
        _layout = new PineLayout(parameters);
        _streams = new PineStreams(instance, parameters.Proofs, parameters.NormEqualityProofs);
        _proofs = new PineProofs<F>(parameters, _layout, _streams);
        _preparer = new PinePreparer<F>(_layout, _streams, _proofs);
        _seedSize = instance.Xof.SeedSize;
        Sharder = new PineSharder<F>(_layout, _streams, _proofs);
        AlgorithmId = instance.AlgorithmId;
        Scale = 1L << parameters.FractionalBits;
        L2Sensitivity = 2L * parameters.NormBound;
    }

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

    /// <summary>The client's side.</summary>
    internal PineSharder<F> Sharder { get; }

    public int InputShareSize(AggregatorRole role) => role switch
    {
        AggregatorRole.Leader => ((_layout.MeasurementLength + _proofs.ProofsLength) * F.EncodedSize) + (2 * _seedSize),
        AggregatorRole.Helper => 4 * _seedSize,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There are two aggregators, leader and helper."),
    };

    public ReportShares Shard(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        Sizes.Require(nameof(nonce), nonce, NonceSize);
        Sizes.Require(nameof(randomness), randomness, RandomnessSize);
        using var input = new Secret<F>(_layout.InputLength);
        PineEncoder.EncodeBase(measurement, _layout, input.Span[.._layout.BaseLength]);
        return Sharder.Shard(input.Span, PineEncoder.EncodeTests, nonce, randomness);
    }

    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        Sizes.Require(nameof(verifyKey), verifyKey, VerifyKeySize);
        Sizes.Require(nameof(nonce), nonce, NonceSize);
        VdafException.ThrowIfLengthDiffers("The public share", publicShare.Length, PublicShareSize);
        string sender = role == AggregatorRole.Leader ? "The leader's input share" : "The helper's input share";
        VdafException.ThrowIfLengthDiffers(sender, inputShare.Length, InputShareSize(role));
        return _preparer.PrepareInit(role, verifyKey, nonce, publicShare, inputShare);
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
        return state.Finish(message, AggregateShareSize, PrepareMessageSize);
    }

    public void Accumulate(Span<byte> aggregateShare, ReadOnlySpan<byte> outputShare) =>
        AggregateShares.Accumulate<F>(aggregateShare, outputShare, Dimension);

    public void AddNoise(Span<byte> aggregateShare, ReadOnlySpan<Int128> noise) =>
        AggregateShares.AddNoise<F>(aggregateShare, noise, Dimension);

    public Int128[] Unshard(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, long reportCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reportCount);

        // Coordinates are encoded as signed residues, without an offset.
        return AggregateShares.Combine<F>(leaderShare, helperShare, Dimension, offset: 0);
    }

    private ReadOnlySpan<byte> Seed(ReadOnlySpan<byte> seeds, int index) => seeds.Slice(index * _seedSize, _seedSize);
}
