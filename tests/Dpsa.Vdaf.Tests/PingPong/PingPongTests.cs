using System.Buffers;
using Dpsa.Vdaf.PingPong;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests.PingPong;

public class PingPongTests
{
    [Fact]
    public void Messages_have_the_framing_of_the_draft()
    {
        ShouldRoundTrip(new PingPongMessage.Initialize([1, 2]), "00" + "00000002" + "0102");
        ShouldRoundTrip(new PingPongMessage.Continue([1], [2, 3]), "01" + "00000001" + "01" + "00000002" + "0203");
        ShouldRoundTrip(new PingPongMessage.Finish([]), "02" + "00000000");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("03", "unknown type 3")]
    [InlineData("00", "ends within a length")]
    [InlineData("00000000", "ends within a length")]
    [InlineData("020000000201", "announces 2 bytes where 1 follow")]
    [InlineData("02FFFFFFFF01", "announces 4294967295 bytes")]
    [InlineData("0200000001FFFF", "1 trailing")]
    [InlineData("010000000101", "ends within a length")]
    public void Malformed_messages_are_rejected(string hex, string reason)
    {
        VdafException e = Should.Throw<VdafException>(() => PingPongMessage.Decode(Convert.FromHexString(hex)));
        e.Error.ShouldBe(VdafError.MalformedEncoding);
        e.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_message_out_of_turn_is_rejected()
    {
        IVdaf vdaf = new FixedPointParameters(2, 16).Create();
        var nonce = new byte[vdaf.NonceSize];
        var key = new byte[vdaf.VerifyKeySize];
        ReportShares shares = vdaf.Shard([1, 2], nonce, new byte[vdaf.RandomnessSize]);
        var helperShare = new ReadOnlySequence<byte>(shares.HelperInputShare);
        (PrepareState state, byte[] opening) = PingPongTopology.LeaderInitialize(
            vdaf, key, nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.LeaderInputShare));
        (_, byte[] answer) = PingPongTopology.HelperFinish(vdaf, key, nonce, shares.PublicShare, helperShare, opening);

        Should.Throw<VdafException>(() => PingPongTopology.LeaderFinish(vdaf, state, opening)).Message.ShouldContain("finish");
        Should.Throw<VdafException>(() => PingPongTopology.HelperFinish(vdaf, key, nonce, shares.PublicShare, helperShare, answer))
            .Message.ShouldContain("initialize");

        // Rejected once is rejected for good: what is left of the output share would be added as if it had been verified.
        state.OutputShare.ShouldAllBe(b => b == 0);
        Should.Throw<VdafException>(() => PingPongTopology.LeaderFinish(vdaf, state, answer)).Message.ShouldContain("rejected before");
    }

    private static void ShouldRoundTrip(PingPongMessage message, string hex)
    {
        Convert.ToHexString(message.Encode()).ShouldBe(hex);
        PingPongMessage decoded = PingPongMessage.Decode(message.Encode());
        decoded.ShouldBeOfType(message.GetType());
        Convert.ToHexString(decoded.Encode()).ShouldBe(hex);
    }
}
