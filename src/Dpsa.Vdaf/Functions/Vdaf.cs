// The steps of a VDAF for two aggregators and one round of preparation (VDAF-08, sections 4 and 5). In one place for all functions:
//
//     nonce           16 bytes, in every function
//     lengths         what the caller itself chose (nonce, verify key, randomness, noise, state): ArgumentException
//                     what came from another party (measurement, shares, messages): VdafException
//     aggregation     sums of output shares, element by element, starting from all zero bytes
//     unsharding      the sum of both aggregate shares, less what the encoding adds to every report, as residues of least magnitude

using System.Buffers;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Functions;

/// <summary>A function whose shares are vectors over one field. Public methods check their arguments, once; the cores do not.</summary>
/// <param name="dimension">Number d of coordinates.</param>
internal abstract class Vdaf<F>(int dimension) : IVdaf
    where F : unmanaged, IField<F>
{
    private const string LeaderAggregate = "The leader's aggregate share";
    private const string HelperAggregate = "The helper's aggregate share";
    private const string Aggregate = "The aggregate share";

    public abstract uint AlgorithmId { get; }

    public int Dimension { get; } = dimension;

    public abstract long Scale { get; }

    public abstract UInt128 MaxSquaredNorm { get; }

    public abstract long L2Sensitivity { get; }

    public int ElementSize => F.EncodedSize;

    public int NonceSize => 16;

    public abstract int VerifyKeySize { get; }

    public abstract int RandomnessSize { get; }

    public abstract int PublicShareSize { get; }

    public abstract int PrepareShareSize { get; }

    public abstract int PrepareMessageSize { get; }

    public int AggregateShareSize => Dimension * F.EncodedSize;

    /// <summary>Bytes of the leader's input share.</summary>
    protected abstract int LeaderInputShareSize { get; }

    /// <summary>Bytes of the helper's input share.</summary>
    protected abstract int HelperInputShareSize { get; }

    public int InputShareSize(AggregatorRole role) => role switch
    {
        AggregatorRole.Leader => LeaderInputShareSize,
        AggregatorRole.Helper => HelperInputShareSize,
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

        return ShardCore(measurement, nonce, randomness);
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
        int inputShareSize = InputShareSize(role);
        VdafException.ThrowIfLengthDiffers("The public share", publicShare.Length, PublicShareSize);
        string sender = role == AggregatorRole.Leader ? "The leader's input share" : "The helper's input share";
        VdafException.ThrowIfLengthDiffers(sender, inputShare.Length, inputShareSize);
        return PrepareInitCore(role, verifyKey, nonce, publicShare, inputShare);
    }

    public byte[] PrepareSharesToMessage(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare)
    {
        VdafException.ThrowIfLengthDiffers("The leader's prepare share", leaderShare.Length, PrepareShareSize);
        VdafException.ThrowIfLengthDiffers("The helper's prepare share", helperShare.Length, PrepareShareSize);
        return PrepareSharesToMessageCore(leaderShare, helperShare);
    }

    public byte[] PrepareNext(PrepareState state, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(state);
        Sizes.Require(nameof(state.OutputShare), state.OutputShare, AggregateShareSize);
        Sizes.Require(nameof(state.ExpectedMessage), state.ExpectedMessage, PrepareMessageSize);
        return state.Verify(message);
    }

    public void Accumulate(Span<byte> aggregateShare, ReadOnlySpan<byte> outputShare)
    {
        VdafException.ThrowIfLengthDiffers(Aggregate, aggregateShare.Length, AggregateShareSize);
        VdafException.ThrowIfLengthDiffers("The output share", outputShare.Length, AggregateShareSize);
        EncodedSums.Add<F>(aggregateShare, outputShare, Aggregate, "The output share");
    }

    public void AddNoise(Span<byte> aggregateShare, ReadOnlySpan<Int128> noise)
    {
        VdafException.ThrowIfLengthDiffers(Aggregate, aggregateShare.Length, AggregateShareSize);
        if (noise.Length != Dimension)
            throw new ArgumentException($"The noise has {noise.Length} coordinates, the task has {Dimension}.", nameof(noise));
        FieldCodec.RequireCanonical<F>(aggregateShare, Aggregate);
        AggregateShares.AddNoise<F>(aggregateShare, noise);
    }

    public Int128[] Unshard(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, long reportCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reportCount);
        VdafException.ThrowIfLengthDiffers(LeaderAggregate, leaderShare.Length, AggregateShareSize);
        VdafException.ThrowIfLengthDiffers(HelperAggregate, helperShare.Length, AggregateShareSize);
        FieldCodec.RequireCanonical<F>(leaderShare, LeaderAggregate);
        FieldCodec.RequireCanonical<F>(helperShare, HelperAggregate);
        return AggregateShares.Combine<F>(leaderShare, helperShare, OffsetOf(reportCount));
    }

    /// <summary>As <see cref="Shard"/>; all lengths are right.</summary>
    protected abstract ReportShares ShardCore(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness);

    /// <summary>As <see cref="PrepareInit"/>; all lengths are right, and there is such an aggregator.</summary>
    protected abstract (PrepareState State, byte[] PrepareShare) PrepareInitCore(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare);

    /// <summary>As <see cref="PrepareSharesToMessage"/>; both lengths are right.</summary>
    protected abstract byte[] PrepareSharesToMessageCore(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare);

    /// <summary>What the encoding of so many reports adds to every coordinate of their sum.</summary>
    protected virtual Int128 OffsetOf(long reportCount) => 0;
}
