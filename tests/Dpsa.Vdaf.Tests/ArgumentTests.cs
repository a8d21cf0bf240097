using System.Buffers;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.PingPong;

namespace Dpsa.Vdaf.Tests;

/// <summary>What every function throws at arguments that are wrong: documented exceptions, and no others.</summary>
public class ArgumentTests
{
    private const int Dimension = Registry.Dimension;

    private static readonly byte[] Nonce = new byte[16];

    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Sharding_refuses_lengths_that_are_not_the_functions(VdafParameters parameters)
    {
        IVdaf vdaf = parameters.Create();
        var randomness = new byte[vdaf.RandomnessSize];
        foreach (int[]? measurement in (int[]?[])[null, [], new int[Dimension - 1], new int[Dimension + 1]])
        {
            VdafException e = Should.Throw<VdafException>(() => vdaf.Shard(measurement, Nonce, randomness));
            e.Error.ShouldBe(VdafError.InvalidMeasurement);
            e.Message.ShouldContain($"the task has {Dimension}");
        }

        foreach (byte[]? nonce in (byte[]?[])[null, [], new byte[15], new byte[17]])
            Should.Throw<ArgumentException>(() => vdaf.Shard(new int[Dimension], nonce, randomness)).ParamName.ShouldBe("nonce");
        foreach (byte[]? wrong in (byte[]?[])[null, [], new byte[randomness.Length - 1], new byte[randomness.Length + 1]])
            Should.Throw<ArgumentException>(() => vdaf.Shard(new int[Dimension], Nonce, wrong)).ParamName.ShouldBe("randomness");
    }

    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Preparation_refuses_what_is_null_empty_or_nobodys(VdafParameters parameters)
    {
        IVdaf vdaf = parameters.Create();
        var key = new byte[vdaf.VerifyKeySize];
        var publicShare = new byte[vdaf.PublicShareSize];
        foreach (AggregatorRole role in Enum.GetValues<AggregatorRole>())
        {
            var share = new ReadOnlySequence<byte>(new byte[vdaf.InputShareSize(role)]);
            ShouldBeMalformed(() => vdaf.PrepareInit(role, key, Nonce, null, share));
            ShouldBeMalformed(() => vdaf.PrepareInit(role, key, Nonce, publicShare, default));
            Should.Throw<ArgumentException>(() => { vdaf.PrepareInit(role, null, Nonce, publicShare, share); }).ParamName.ShouldBe("verifyKey");
            Should.Throw<ArgumentException>(() => { vdaf.PrepareInit(role, key, null, publicShare, share); }).ParamName.ShouldBe("nonce");
            Should.NotThrow(() => { vdaf.PrepareInit(role, key, Nonce, publicShare, share); });
        }

        Should.Throw<ArgumentOutOfRangeException>(() => { vdaf.PrepareInit((AggregatorRole)2, key, Nonce, publicShare, default); });
        Should.Throw<ArgumentOutOfRangeException>(() => vdaf.InputShareSize((AggregatorRole)2));
        ShouldBeMalformed(() => vdaf.PrepareSharesToMessage(null, new byte[vdaf.PrepareShareSize]));
        ShouldBeMalformed(() => vdaf.PrepareSharesToMessage(new byte[vdaf.PrepareShareSize], null));
        ShouldBeMalformed(() => PingPongTopology.HelperFinish(vdaf, key, Nonce, publicShare, default, null));
    }

    // A state with an empty message would take an empty message for the expected one.
    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Preparation_does_not_end_on_the_state_of_another_function(VdafParameters parameters)
    {
        IVdaf vdaf = parameters.Create();
        var output = new byte[vdaf.AggregateShareSize];
        var message = new byte[vdaf.PrepareMessageSize];
        Should.NotThrow(() => vdaf.PrepareNext(new PrepareState(output, message), message));
        Should.Throw<ArgumentException>(() => vdaf.PrepareNext(new PrepareState(output, []), [])).Message.ShouldContain("ExpectedMessage has 0");
        Should.Throw<ArgumentException>(() => vdaf.PrepareNext(new PrepareState([.. output, 0], message), message))
            .Message.ShouldContain($"OutputShare has {output.Length + 1} bytes, expected {output.Length}");
        Should.Throw<ArgumentNullException>(() => vdaf.PrepareNext(null!, message));
        byte[] finish = new PingPongMessage.Finish(message).Encode();
        Should.Throw<ArgumentNullException>(() => PingPongTopology.LeaderFinish(vdaf, null!, finish));
        Should.Throw<ArgumentNullException>(() => PingPongTopology.LeaderFinish(null!, new PrepareState(output, message), finish));
    }

    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Aggregation_refuses_lengths_that_are_not_the_functions(VdafParameters parameters)
    {
        IVdaf vdaf = parameters.Create();
        var share = new byte[vdaf.AggregateShareSize];
        foreach (byte[]? wrong in (byte[]?[])[null, [], share[1..], [.. share, 0], new byte[vdaf.ElementSize * (Dimension + 1)]])
        {
            ShouldBeMalformed(() => vdaf.Accumulate(share, wrong));
            ShouldBeMalformed(() => vdaf.Accumulate(wrong, share));
            ShouldBeMalformed(() => vdaf.Accumulate(wrong, wrong));
            ShouldBeMalformed(() => vdaf.AddNoise(wrong, new Int128[Dimension]));
            ShouldBeMalformed(() => vdaf.Unshard(wrong, share, 1));
            ShouldBeMalformed(() => vdaf.Unshard(share, wrong, 1));
        }

        Should.Throw<ArgumentException>(() => vdaf.AddNoise(share, null)).ParamName.ShouldBe("noise");
        Should.Throw<ArgumentException>(() => vdaf.AddNoise(share, new Int128[Dimension + 1])).ParamName.ShouldBe("noise");
        Should.Throw<ArgumentOutOfRangeException>(() => vdaf.Unshard(share, share, -1));
    }

    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Aggregation_that_fails_leaves_the_share_as_it_was(VdafParameters parameters)
    {
        IVdaf vdaf = (parameters with { Dimension = 1000 }).Create();
        var share = new byte[vdaf.AggregateShareSize];
        vdaf.AddNoise(share, [.. Enumerable.Range(0, 1000).Select(i => (Int128)(i - 500))]);
        byte[] wrong = [.. share];
        wrong.AsSpan(900 * vdaf.ElementSize, vdaf.ElementSize).Fill(0xFF);
        foreach (byte[] before in (byte[][])[share, wrong])
        {
            byte[] sum = [.. before];
            ShouldBeMalformed(() => vdaf.Accumulate(sum, wrong));
            sum.ShouldBe(before);
        }

        byte[] noised = [.. wrong];
        ShouldBeMalformed(() => vdaf.AddNoise(noised, [.. Enumerable.Repeat((Int128)1, 1000)]));
        noised.ShouldBe(wrong);
    }

    // Dimensions whose shares no array holds, given at construction or put into valid parameters.
    [Theory]
    [MemberData(nameof(Registry.Functions), MemberType = typeof(Registry))]
    public void Parameters_refuse_dimensions_that_cannot_be_held(VdafParameters parameters)
    {
        foreach (int dimension in (int[])[int.MaxValue, 1 << 30, 0, -1, int.MinValue])
        {
            VdafParameters changed = parameters with { Dimension = dimension };
            foreach (Action use in (Action[])[() => changed.Create(), () => changed.MaxReports(1), () => changed.RequireAggregateFits(1, 1)])
                Should.Throw<ArgumentException>(use).Message.ShouldMatch(dimension > 0 ? $"{Array.MaxLength} bytes|2 m <= 1048576" : $"is {dimension}|= {dimension}");
        }

        Should.Throw<ArgumentOutOfRangeException>(() => parameters.Create(0));
    }

    [Theory]
    [InlineData(PineVariant.Pine64)]
    [InlineData(PineVariant.Pine32HmacSha256Aes128)]
    public void PINE_refuses_dimensions_and_variants_at_construction(PineVariant variant)
    {
        Should.Throw<ArgumentException>(() => PineParameters.ForBound(variant, int.MaxValue, 1, 8)).Message.ShouldContain("leader share <= ");
        Should.Throw<ArgumentException>(() => PineParameters.ForBound(variant, 0, 1, 8)).Message.ShouldContain("d >= 1");
        Should.Throw<ArgumentException>(() => PineParameters.ForBound((PineVariant)99, 5, 1, 8)).Message.ShouldContain("no PINE variant");
        Should.Throw<ArgumentException>(() => PineParameters.MaxFractionalBitsAtNormOne((PineVariant)99));
    }

    [Fact]
    public void Shares_states_and_messages_are_not_null()
    {
        Should.Throw<ArgumentNullException>(() => new PrepareState(null!, [])).ParamName.ShouldBe("OutputShare");
        Should.Throw<ArgumentNullException>(() => new PrepareState([], null!)).ParamName.ShouldBe("ExpectedMessage");
        Should.Throw<ArgumentNullException>(() => new PrepareState([], []) with { OutputShare = null! });
        Should.Throw<ArgumentNullException>(() => new ReportShares(null!, [], [])).ParamName.ShouldBe("PublicShare");
        Should.Throw<ArgumentNullException>(() => new ReportShares([], null!, [])).ParamName.ShouldBe("LeaderInputShare");
        Should.Throw<ArgumentNullException>(() => new ReportShares([], [], null!)).ParamName.ShouldBe("HelperInputShare");
        Should.Throw<ArgumentNullException>(() => new PingPongMessage.Initialize(null!)).ParamName.ShouldBe("PrepareShare");
        Should.Throw<ArgumentNullException>(() => new PingPongMessage.Continue([], null!)).ParamName.ShouldBe("PrepareShare");
        Should.Throw<ArgumentNullException>(() => new PingPongMessage.Finish(null!)).ParamName.ShouldBe("PrepareMessage");
    }

    private static void ShouldBeMalformed(Action action) =>
        Should.Throw<VdafException>(action).Error.ShouldBe(VdafError.MalformedEncoding);

    private static void ShouldBeMalformed(Func<object> action) => ShouldBeMalformed(() => { _ = action(); });

    private static void ShouldBeMalformed(Func<(PrepareState, byte[])> action) => ShouldBeMalformed(() => { _ = action(); });

    private static void ShouldBeMalformed(Func<(byte[], byte[])> action) => ShouldBeMalformed(() => { _ = action(); });
}
