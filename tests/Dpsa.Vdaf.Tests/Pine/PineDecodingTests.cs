using System.Buffers;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Vdaf.Tests.Pine;

public class PineDecodingTests
{
    private static readonly byte[] Nonce = new byte[16];

    public static TheoryData<PineVariant> Variants => [.. Enum.GetValues<PineVariant>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rejects_shares_and_messages_of_another_length(PineVariant variant)
    {
        (IVdaf vdaf, ReportShares shares) = Report(variant);
        byte[] key = new byte[vdaf.VerifyKeySize];
        foreach (int difference in (int[])[-1, 1])
        {
            ShouldBeMalformed(() => Prepare(AggregatorRole.Leader, shares.PublicShare, Resized(shares.LeaderInputShare, difference)));
            ShouldBeMalformed(() => Prepare(AggregatorRole.Helper, shares.PublicShare, Resized(shares.HelperInputShare, difference)));
            ShouldBeMalformed(() => Prepare(AggregatorRole.Helper, Resized(shares.PublicShare, difference), shares.HelperInputShare));
        }

        (PrepareState leader, byte[] leaderShare) = Prepare(AggregatorRole.Leader, shares.PublicShare, shares.LeaderInputShare);
        (_, byte[] helperShare) = Prepare(AggregatorRole.Helper, shares.PublicShare, shares.HelperInputShare);
        ShouldBeMalformed(() => vdaf.PrepareSharesToMessage(Resized(leaderShare, 1), helperShare));
        ShouldBeMalformed(() => vdaf.PrepareSharesToMessage(leaderShare, Resized(helperShare, -1)));
        byte[] message = vdaf.PrepareSharesToMessage(leaderShare, helperShare);
        message.Length.ShouldBe(vdaf.PrepareMessageSize);
        ShouldBeMalformed(() => vdaf.PrepareNext(leader, Resized(message, 1)));
        ShouldBeMalformed(() => vdaf.PrepareNext(leader, message));
        ShouldBeMalformed(() => vdaf.Unshard(new byte[vdaf.AggregateShareSize + 1], new byte[vdaf.AggregateShareSize], 1));
        ShouldBeMalformed(() => vdaf.AddNoise(new byte[1], new Int128[5]));
        Should.Throw<ArgumentException>(() => vdaf.AddNoise(new byte[vdaf.AggregateShareSize], new Int128[4]));

        (PrepareState State, byte[] Share) Prepare(AggregatorRole role, byte[] publicShare, byte[] share) =>
            vdaf.PrepareInit(role, key, Nonce, publicShare, new ReadOnlySequence<byte>(share));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rejects_elements_that_are_not_below_the_modulus(PineVariant variant)
    {
        (IVdaf vdaf, ReportShares shares) = Report(variant);
        int elements = (shares.LeaderInputShare.Length - (2 * vdaf.VerifyKeySize)) / vdaf.ElementSize;
        foreach (int element in (int[])[0, 4, 5, 100, elements - 1])
        {
            byte[] share = [.. shares.LeaderInputShare];
            share.AsSpan(element * vdaf.ElementSize, vdaf.ElementSize).Fill(0xFF);
            ShouldBeMalformed(() => vdaf.PrepareInit(
                AggregatorRole.Leader, new byte[vdaf.VerifyKeySize], Nonce, shares.PublicShare, new ReadOnlySequence<byte>(share)));
        }

        (_, byte[] leaderShare) = vdaf.PrepareInit(
            AggregatorRole.Leader, new byte[vdaf.VerifyKeySize], Nonce, shares.PublicShare, new(shares.LeaderInputShare));
        byte[] changed = [.. leaderShare];
        changed.AsSpan(0, vdaf.ElementSize).Fill(0xFF);
        ShouldBeMalformed(() => vdaf.PrepareSharesToMessage(changed, leaderShare));
        ShouldBeMalformed(() => vdaf.PrepareSharesToMessage(leaderShare, changed));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Input_share_may_come_in_pieces_that_split_elements(PineVariant variant)
    {
        (IVdaf vdaf, ReportShares shares) = Report(variant);
        var key = new byte[vdaf.VerifyKeySize];
        (_, byte[] whole) = vdaf.PrepareInit(
            AggregatorRole.Leader, key, Nonce, shares.PublicShare, new(shares.LeaderInputShare));
        foreach (int piece in (int[])[1, 7, 1001])
        {
            vdaf.PrepareInit(AggregatorRole.Leader, key, Nonce, shares.PublicShare, Sequences.InPieces(shares.LeaderInputShare, piece))
                .PrepareShare.ShouldBe(whole);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rejects_a_message_that_is_not_the_expected_one(PineVariant variant)
    {
        (IVdaf vdaf, ReportShares shares) = Report(variant);
        foreach (int index in (int[])[0, vdaf.PrepareMessageSize - 1])
        {
            PrepareState state = Prepare();
            byte[] message = [.. state.ExpectedMessage];
            message[index] ^= 1;
            Should.Throw<VdafException>(() => vdaf.PrepareNext(state, message)).Error.ShouldBe(VdafError.JointRandomnessMismatch);
        }

        PrepareState good = Prepare();
        vdaf.PrepareNext(good, good.ExpectedMessage).ShouldBe(good.OutputShare);

        PrepareState Prepare() => vdaf.PrepareInit(
            AggregatorRole.Helper, new byte[vdaf.VerifyKeySize], Nonce, shares.PublicShare, new(shares.HelperInputShare)).State;
    }

    [Fact]
    public void Client_refuses_wrong_sizes()
    {
        (IVdaf vdaf, _) = Report(PineVariant.Pine64);
        var randomness = new byte[vdaf.RandomnessSize];
        Should.Throw<VdafException>(() => vdaf.Shard(new int[4], Nonce, randomness)).Error.ShouldBe(VdafError.InvalidMeasurement);
        Should.Throw<ArgumentException>(() => vdaf.Shard(new int[5], new byte[15], randomness));
        Should.Throw<ArgumentException>(() => vdaf.Shard(new int[5], Nonce, new byte[5]));
    }

    private static (IVdaf Vdaf, ReportShares Shares) Report(PineVariant variant)
    {
        IVdaf vdaf = new PineParameters(variant, 5, 1 << 8, 8).Create();
        return (vdaf, vdaf.Shard([1, -2, 3, -4, 200], Nonce, new byte[vdaf.RandomnessSize]));
    }

    private static byte[] Resized(byte[] bytes, int difference)
    {
        byte[] resized = [.. bytes];
        Array.Resize(ref resized, bytes.Length + difference);
        return resized;
    }

    private static void ShouldBeMalformed(Action action) =>
        Should.Throw<VdafException>(action).Error.ShouldBe(VdafError.MalformedEncoding);

    private static void ShouldBeMalformed(Func<object> action) => ShouldBeMalformed(() => { _ = action(); });

    private static void ShouldBeMalformed(Func<(PrepareState, byte[])> action) => ShouldBeMalformed(() => { _ = action(); });
}
