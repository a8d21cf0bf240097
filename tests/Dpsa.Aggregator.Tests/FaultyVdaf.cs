using System.Buffers;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>A real function of which a test may let single steps fail.</summary>
internal sealed class FaultyVdaf(IVdaf real) : IVdaf
{
    /// <summary>In place of starting preparation; is given the real step.</summary>
    public Func<AggregatorRole, Func<(PrepareState State, byte[] PrepareShare)>, (PrepareState State, byte[] PrepareShare)>? OnPrepare
    {
        get; init;
    }

    /// <summary>After noise has been added to the first half of the coordinates.</summary>
    public Action? OnNoise { get; init; }

    /// <summary>Added to every coordinate in place of the noise.</summary>
    public Int128? Noise { get; init; }

    public uint AlgorithmId => real.AlgorithmId;

    public int Dimension => real.Dimension;

    public long Scale => real.Scale;

    public UInt128 MaxSquaredNorm => real.MaxSquaredNorm;

    public long L2Sensitivity => real.L2Sensitivity;

    public int ElementSize => real.ElementSize;

    public int NonceSize => real.NonceSize;

    public int VerifyKeySize => real.VerifyKeySize;

    public int RandomnessSize => real.RandomnessSize;

    public int PublicShareSize => real.PublicShareSize;

    public int PrepareShareSize => real.PrepareShareSize;

    public int PrepareMessageSize => real.PrepareMessageSize;

    public int AggregateShareSize => real.AggregateShareSize;

    public int InputShareSize(AggregatorRole role) => real.InputShareSize(role);

    public ReportShares Shard(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness) =>
        real.Shard(measurement, nonce, randomness);

    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        if (OnPrepare is null) return real.PrepareInit(role, verifyKey, nonce, publicShare, inputShare);
        byte[] key = [.. verifyKey];
        byte[] id = [.. nonce];
        byte[] shown = [.. publicShare];
        ReadOnlySequence<byte> share = inputShare;
        return OnPrepare(role, () => real.PrepareInit(role, key, id, shown, share));
    }

    public byte[] PrepareSharesToMessage(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare) =>
        real.PrepareSharesToMessage(leaderShare, helperShare);

    public byte[] PrepareNext(PrepareState state, ReadOnlySpan<byte> message) => real.PrepareNext(state, message);

    public void Accumulate(Span<byte> aggregateShare, ReadOnlySpan<byte> outputShare) => real.Accumulate(aggregateShare, outputShare);

    public void AddNoise(Span<byte> aggregateShare, ReadOnlySpan<Int128> noise)
    {
        Int128[] first = [.. noise];
        if (Noise is { } value) first.AsSpan().Fill(value);
        Int128[] second = [.. first];
        first.AsSpan(first.Length / 2).Clear();
        second.AsSpan(0, second.Length / 2).Clear();
        real.AddNoise(aggregateShare, first);
        OnNoise?.Invoke();
        real.AddNoise(aggregateShare, second);
    }

    public Int128[] Unshard(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, long reportCount) =>
        real.Unshard(leaderShare, helperShare, reportCount);
}
