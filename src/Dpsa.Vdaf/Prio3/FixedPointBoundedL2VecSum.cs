using System.Buffers;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Prio3 over <see cref="FixedPointCircuit"/>, with one proof and TurboSHAKE128.</summary>
internal sealed class FixedPointBoundedL2VecSum : IVdaf
{
    /// <summary>The code point which libprio-rs gives the function, for every number of bits.</summary>
    public const uint CodePoint = 0xFFFF_0000;

    private readonly Prio3<Field128> _prio3;
    private readonly FixedPointSharder _sharder;
    private readonly FixedPointPreparer _preparer;
    private readonly int _bits;

    public FixedPointBoundedL2VecSum(FixedPointParameters parameters, int maxDegreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        parameters.Validate();
        _bits = parameters.Bits;
        Dimension = parameters.Dimension;
        var circuit = new FixedPointCircuit(Dimension, _bits);
        var streams = new Prio3Streams(XofAlgorithm.TurboShake128, CodePoint, proofs: 1);
        _prio3 = new Prio3<Field128>(circuit, CodePoint, proofs: 1, XofAlgorithm.TurboShake128);
        _sharder = new FixedPointSharder(circuit, _prio3, streams, maxDegreeOfParallelism);
        _preparer = new FixedPointPreparer(circuit, _prio3, streams);
    }

    public uint AlgorithmId => CodePoint;

    public int Dimension { get; }

    public long Scale => 1L << (_bits - 1);

    public UInt128 MaxSquaredNorm => (UInt128.One << ((2 * _bits) - 2)) - 1;

    public long L2Sensitivity => 1L << _bits;

    public int ElementSize => Field128.EncodedSize;

    public int NonceSize => Vdaf08.NonceSize;

    public int VerifyKeySize => Vdaf08.VerifyKeySize;

    public int RandomnessSize => _prio3.RandomnessSize;

    public int PublicShareSize => _prio3.PublicShareSize;

    public int PrepareShareSize => _prio3.PrepareShareSize;

    public int PrepareMessageSize => _prio3.PrepareMessageSize;

    public int AggregateShareSize => Dimension * Field128.EncodedSize;

    public int InputShareSize(AggregatorRole role) => role switch
    {
        AggregatorRole.Leader => _prio3.LeaderInputShareSize,
        AggregatorRole.Helper => _prio3.HelperInputShareSize,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There are two aggregators, leader and helper."),
    };

    public ReportShares Shard(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        Sizes.Require(nameof(nonce), nonce, NonceSize);
        Sizes.Require(nameof(randomness), randomness, RandomnessSize);
        if (measurement.Length != Dimension)
        {
            throw new VdafException(
                VdafError.InvalidMeasurement, $"The measurement has {measurement.Length} coordinates, the task has {Dimension}.");
        }

        return _sharder.Shard(measurement, nonce, randomness);
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
        _ = InputShareSize(role);
        return _preparer.PrepareInit(role, verifyKey, nonce, publicShare, inputShare);
    }

    public byte[] PrepareSharesToMessage(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare) =>
        _prio3.PrepareSharesToMessage(leaderShare, helperShare);

    public byte[] PrepareNext(PrepareState state, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Finish(message, AggregateShareSize, PrepareMessageSize);
    }

    public void Accumulate(Span<byte> aggregateShare, ReadOnlySpan<byte> outputShare) =>
        AggregateShares.Accumulate<Field128>(aggregateShare, outputShare, Dimension);

    public void AddNoise(Span<byte> aggregateShare, ReadOnlySpan<Int128> noise) =>
        AggregateShares.AddNoise<Field128>(aggregateShare, noise, Dimension);

    public Int128[] Unshard(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, long reportCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reportCount);

        // Every report adds 2^(n-1) to each entry.
        return AggregateShares.Combine<Field128>(leaderShare, helperShare, Dimension, (Int128)reportCount << (_bits - 1));
    }
}
