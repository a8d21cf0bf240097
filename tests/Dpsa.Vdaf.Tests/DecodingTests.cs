using System.Buffers;

namespace Dpsa.Vdaf.Tests;

/// <summary>What every function refuses of what other parties send.</summary>
public class DecodingTests
{
    private static readonly byte[] Nonce = new byte[16];

    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Rejects_shares_and_messages_of_another_length(VdafParameters parameters)
    {
        (IVdaf vdaf, ReportShares shares) = Report(parameters);
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
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Rejects_elements_that_are_not_below_the_modulus(VdafParameters parameters)
    {
        (IVdaf vdaf, ReportShares shares) = Report(parameters);
        int elements = (shares.LeaderInputShare.Length - vdaf.PrepareMessageSize) / vdaf.ElementSize;
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
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Input_share_may_come_in_pieces_that_split_elements(VdafParameters parameters)
    {
        (IVdaf vdaf, ReportShares shares) = Report(parameters);
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
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Rejects_a_message_that_is_not_the_expected_one(VdafParameters parameters)
    {
        (IVdaf vdaf, ReportShares shares) = Report(parameters);
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

    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Rejects_output_and_aggregate_shares_with_elements_that_are_not_below_the_modulus(VdafParameters parameters)
    {
        IVdaf vdaf = parameters.Create();
        var sum = new byte[vdaf.AggregateShareSize];
        foreach (int element in (int[])[0, Registry.Dimension - 1])
        {
            byte[] wrong = [.. sum];
            wrong.AsSpan(element * vdaf.ElementSize, vdaf.ElementSize).Fill(0xFF);
            ShouldNameElement(() => vdaf.Accumulate(sum, wrong));
            ShouldNameElement(() => vdaf.AddNoise(wrong, new Int128[Registry.Dimension]));
            ShouldNameElement(() => vdaf.Unshard(wrong, sum, 1));
            ShouldNameElement(() => vdaf.Unshard(sum, wrong, 1));

            void ShouldNameElement(Action action) => ShouldBeMalformed(action).ShouldContain($"field element {element} is not below");
        }
    }

    private static (IVdaf Vdaf, ReportShares Shares) Report(VdafParameters parameters)
    {
        IVdaf vdaf = parameters.Create();
        return (vdaf, vdaf.Shard([1, -2, 3, -4, 200], Nonce, new byte[vdaf.RandomnessSize]));
    }

    private static byte[] Resized(byte[] bytes, int difference)
    {
        byte[] resized = [.. bytes];
        Array.Resize(ref resized, bytes.Length + difference);
        return resized;
    }

    private static string ShouldBeMalformed(Action action)
    {
        VdafException e = Should.Throw<VdafException>(action);
        e.Error.ShouldBe(VdafError.MalformedEncoding);
        return e.Message;
    }

    private static string ShouldBeMalformed(Func<object> action) => ShouldBeMalformed(() => { _ = action(); });

    private static string ShouldBeMalformed(Func<(PrepareState, byte[])> action) => ShouldBeMalformed(() => { _ = action(); });
}
