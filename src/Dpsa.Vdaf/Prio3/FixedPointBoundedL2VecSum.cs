// Prio3FixedPointBoundedL2VecSum of libprio-rs 0.16: Prio3 of VDAF-08 section 7.2 over the circuit of FixedPointCircuit.
//
//     field         Field128          code point    0xFFFF0000, for every number of bits
//     proofs        1                 XOF           TurboSHAKE128, seeds of 16 bytes
//     nonce         16 bytes          verify key    16 bytes
//     sensitivity   2^n, n the bits of a coordinate: the distance between two vectors of norm below 2^(n-1)

using System.Buffers;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Functions;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Prio3 over <see cref="FixedPointCircuit"/>.</summary>
internal sealed class FixedPointBoundedL2VecSum : Vdaf<Field128>
{
    /// <summary>The code point which libprio-rs gives the function.</summary>
    public const uint CodePoint = 0xFFFF_0000;

    private readonly Prio3<Field128> _prio3;
    private readonly FixedPointSharder _sharder;
    private readonly FixedPointPreparer _preparer;
    private readonly int _bits;

    public FixedPointBoundedL2VecSum(FixedPointParameters parameters, int threads)
        : base(parameters.Dimension)
    {
        _bits = parameters.Bits;
        var circuit = new FixedPointCircuit(Dimension, _bits);
        var streams = new Prio3Streams(XofAlgorithm.TurboShake128, CodePoint, proofs: 1);
        _prio3 = new Prio3<Field128>(circuit, CodePoint, proofs: 1, XofAlgorithm.TurboShake128);
        _sharder = new FixedPointSharder(circuit, _prio3, streams, threads);
        _preparer = new FixedPointPreparer(circuit, _prio3, streams);
    }

    public override uint AlgorithmId => CodePoint;

    public override long Scale => 1L << (_bits - 1);

    public override UInt128 MaxSquaredNorm => (UInt128.One << ((2 * _bits) - 2)) - 1;

    public override long L2Sensitivity => 1L << _bits;

    public override int VerifyKeySize => _prio3.SeedSize;

    public override int RandomnessSize => _prio3.RandomnessSize;

    public override int PublicShareSize => _prio3.PublicShareSize;

    public override int PrepareShareSize => _prio3.PrepareShareSize;

    public override int PrepareMessageSize => _prio3.PrepareMessageSize;

    protected override int LeaderInputShareSize => _prio3.LeaderInputShareSize;

    protected override int HelperInputShareSize => _prio3.HelperInputShareSize;

    protected override ReportShares ShardCore(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness) =>
        _sharder.Shard(measurement, nonce, randomness);

    protected override (PrepareState State, byte[] PrepareShare) PrepareInitCore(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare) => _preparer.PrepareInit(role, verifyKey, nonce, publicShare, inputShare);

    protected override byte[] PrepareSharesToMessageCore(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare) =>
        _prio3.PrepareSharesToMessage(leaderShare, helperShare);

    // Every report adds 2^(n-1) to each entry.
    protected override Int128 OffsetOf(long reportCount) => (Int128)reportCount << (_bits - 1);
}
