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
using Dpsa.Vdaf.Functions;

namespace Dpsa.Vdaf.Pine;

/// <summary>PINE over one field.</summary>
internal sealed class Pine<F> : Vdaf<F>
    where F : unmanaged, IField<F>
{
    private readonly PineLayout _layout;
    private readonly PineStreams _streams;
    private readonly PineProofs<F> _proofs;
    private readonly PinePreparer<F> _preparer;
    private readonly int _seedSize;

    public Pine(PineParameters parameters, PineInstance instance)
        : base(parameters.Dimension)
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

    public override uint AlgorithmId { get; }

    public override long Scale { get; }

    public override UInt128 MaxSquaredNorm => _layout.SquaredBound;

    public override long L2Sensitivity { get; }

    public override int VerifyKeySize => _seedSize;

    public override int RandomnessSize => 7 * _seedSize;

    public override int PublicShareSize => 4 * _seedSize;

    public override int PrepareShareSize => (_proofs.VerifiersLength * F.EncodedSize) + (2 * _seedSize);

    public override int PrepareMessageSize => 2 * _seedSize;

    internal PineLayout Layout => _layout;

    /// <summary>The client's side.</summary>
    internal PineSharder<F> Sharder { get; }

    protected override int LeaderInputShareSize =>
        ((_layout.MeasurementLength + _proofs.ProofsLength) * F.EncodedSize) + (2 * _seedSize);

    protected override int HelperInputShareSize => 4 * _seedSize;

    protected override ReportShares ShardCore(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        using var input = new Secret<F>(_layout.InputLength);
        PineEncoder.EncodeBase(measurement, _layout, input.Span[.._layout.BaseLength]);
        return Sharder.Shard(input.Span, PineEncoder.EncodeTests, nonce, randomness);
    }

    protected override (PrepareState State, byte[] PrepareShare) PrepareInitCore(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare) => _preparer.PrepareInit(role, verifyKey, nonce, publicShare, inputShare);

    protected override byte[] PrepareSharesToMessageCore(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare)
    {
        int size = _proofs.VerifiersLength * F.EncodedSize;
        _proofs.Decide(leaderShare[..size], helperShare[..size]);

        var message = new byte[PrepareMessageSize];
        ReadOnlySpan<byte> leaderParts = leaderShare[size..];
        ReadOnlySpan<byte> helperParts = helperShare[size..];
        DeriveSeed(Usage.WraparoundJointRandSeed, 0, leaderParts, helperParts, message);
        DeriveSeed(Usage.JointRandSeed, 1, leaderParts, helperParts, message);
        return message;
    }

    private void DeriveSeed(Usage usage, int pair, ReadOnlySpan<byte> leaderParts, ReadOnlySpan<byte> helperParts, Span<byte> message)
    {
        Span<byte> seed = message.Slice(pair * _seedSize, _seedSize);
        _streams.JointRandSeed(usage, _streams.Seed(leaderParts, pair), _streams.Seed(helperParts, pair), seed);
    }
}
