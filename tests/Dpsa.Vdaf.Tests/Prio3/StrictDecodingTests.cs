using System.Buffers;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests.Prio3;

public class StrictDecodingTests
{
    private static readonly byte[] Nonce = new byte[16];
    private static readonly byte[] VerifyKey = new byte[16];
    private static readonly byte[] NotBelowModulus = Convert.FromHexString("0100000000000000e4ffffffffffffff");

    private readonly IVdaf _vdaf = new FixedPointParameters(5, 16).Create();
    private readonly ReportShares _shares;

    public StrictDecodingTests() => _shares = _vdaf.Shard([1, -2, 3, -4, 5], Nonce, new byte[_vdaf.RandomnessSize]);

    [Theory]
    [InlineData(AggregatorRole.Leader, -1)]
    [InlineData(AggregatorRole.Leader, 1)]
    [InlineData(AggregatorRole.Helper, -1)]
    [InlineData(AggregatorRole.Helper, 1)]
    public void Rejects_an_input_share_of_another_length(AggregatorRole role, int difference)
    {
        byte[] share = role == AggregatorRole.Leader ? _shares.LeaderInputShare : _shares.HelperInputShare;
        Array.Resize(ref share, share.Length + difference);
        ShouldBeMalformed(() => Prepare(role, _shares.PublicShare, share));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(57)]
    [InlineData(109)]
    [InlineData(110)]
    [InlineData(150)]
    public void Rejects_a_leader_share_with_an_element_that_is_not_below_the_modulus(int element)
    {
        byte[] share = [.. _shares.LeaderInputShare];
        NotBelowModulus.CopyTo(share, 16 * element);
        ShouldBeMalformed(() => Prepare(AggregatorRole.Leader, _shares.PublicShare, share)).ShouldContain("field element");
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    public void Rejects_a_public_share_of_another_length(int length) =>
        ShouldBeMalformed(() => Prepare(AggregatorRole.Helper, new byte[length], _shares.HelperInputShare));

    [Fact]
    public void Rejects_prepare_shares_that_are_malformed()
    {
        (_, byte[] leader) = Prepare(AggregatorRole.Leader, _shares.PublicShare, _shares.LeaderInputShare);
        (_, byte[] helper) = Prepare(AggregatorRole.Helper, _shares.PublicShare, _shares.HelperInputShare);
        ShouldBeMalformed(() => _vdaf.PrepareSharesToMessage(leader, helper.AsSpan(..^1)));
        ShouldBeMalformed(() => _vdaf.PrepareSharesToMessage([.. leader, 0], helper));
        NotBelowModulus.CopyTo(leader, 16);
        ShouldBeMalformed(() => _vdaf.PrepareSharesToMessage(leader, helper));
    }

    [Fact]
    public void Rejects_a_prepare_message_of_another_length()
    {
        (PrepareState state, _) = Prepare(AggregatorRole.Leader, _shares.PublicShare, _shares.LeaderInputShare);
        ShouldBeMalformed(() => _vdaf.PrepareNext(state, new byte[15]));
    }

    [Fact]
    public void Rejects_output_and_aggregate_shares_that_are_malformed()
    {
        var sum = new byte[_vdaf.AggregateShareSize];
        ShouldBeMalformed(() => _vdaf.Accumulate(sum, new byte[sum.Length - 16]));
        ShouldBeMalformed(() => _vdaf.Accumulate(new byte[16], new byte[16]));
        byte[] outOfRange = [.. NotBelowModulus, .. new byte[sum.Length - 16]];
        ShouldBeMalformed(() => _vdaf.Accumulate(sum, outOfRange));
        ShouldBeMalformed(() => _vdaf.AddNoise(outOfRange, new Int128[5]));
        ShouldBeMalformed(() => _vdaf.Unshard(outOfRange, sum, 1));
        ShouldBeMalformed(() => _vdaf.Unshard(sum, outOfRange, 1));
        ShouldBeMalformed(() => _vdaf.Unshard(sum, new byte[sum.Length + 16], 1));
    }

    [Fact]
    public void Input_share_may_come_in_pieces_that_split_elements()
    {
        (_, byte[] whole) = Prepare(AggregatorRole.Leader, _shares.PublicShare, _shares.LeaderInputShare);
        foreach (int piece in (int[])[1, 7, 16, 100, 1001])
        {
            (_, byte[] fromPieces) = _vdaf.PrepareInit(
                AggregatorRole.Leader, VerifyKey, Nonce, _shares.PublicShare, Sequences.InPieces(_shares.LeaderInputShare, piece));
            fromPieces.ShouldBe(whole);
        }
    }

    private (PrepareState State, byte[] Share) Prepare(AggregatorRole role, byte[] publicShare, byte[] share) =>
        _vdaf.PrepareInit(role, VerifyKey, Nonce, publicShare, new ReadOnlySequence<byte>(share));

    private static string ShouldBeMalformed(Action action)
    {
        VdafException e = Should.Throw<VdafException>(action);
        e.Error.ShouldBe(VdafError.MalformedEncoding);
        return e.Message;
    }

    private static string ShouldBeMalformed(Func<object> action) => ShouldBeMalformed(() => { _ = action(); });

    private static string ShouldBeMalformed(Func<(PrepareState, byte[])> action) => ShouldBeMalformed(() => { _ = action(); });
}
