using System.Buffers;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests.Prio3;

public class FixedPointTests
{
    private static readonly byte[] Nonce = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
    private static readonly byte[] Randomness = [.. Enumerable.Range(0, 80).Select(i => (byte)(3 * i))];

    [Theory]
    [InlineData(16, new[] { -32768 })]
    [InlineData(16, new[] { 32767, 256 })]
    [InlineData(32, new[] { int.MinValue })]
    [InlineData(32, new[] { int.MaxValue, int.MaxValue })]
    public void Refuses_to_shard_a_vector_whose_norm_is_not_below_one(int bits, int[] measurement)
    {
        IVdaf vdaf = new FixedPointParameters(measurement.Length, bits).Create();
        VdafException e = Should.Throw<VdafException>(() => vdaf.Shard(measurement, Nonce, Randomness));
        e.Error.ShouldBe(VdafError.InvalidMeasurement);
        e.Message.ShouldContain("squared norm");
    }

    [Theory]
    [InlineData(16, new[] { 32767, 0 })]
    [InlineData(16, new[] { 32767, 255 })]
    [InlineData(32, new[] { int.MaxValue, 65535 })]
    public void Shards_a_vector_whose_norm_is_just_below_one(int bits, int[] measurement)
    {
        IVdaf vdaf = new FixedPointParameters(measurement.Length, bits).Create();
        Prepare(vdaf, vdaf.Shard(measurement, Nonce, Randomness));
    }

    [Theory]
    [InlineData(new[] { 40000 }, "Coordinate 0 is 40000")]
    [InlineData(new[] { -32769 }, "Coordinate 0 is -32769")]
    [InlineData(new[] { 1, 2 }, "2 coordinates")]
    public void Refuses_to_shard_what_is_not_a_vector_of_the_task(int[] measurement, string reason)
    {
        IVdaf vdaf = new FixedPointParameters(1, 16).Create();
        VdafException e = Should.Throw<VdafException>(() => vdaf.Shard(measurement, Nonce, Randomness));
        e.Error.ShouldBe(VdafError.InvalidMeasurement);
        e.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(-1, 16)]
    [InlineData(10, 8)]
    [InlineData(10, 64)]
    [InlineData(9_000_000, 16)]
    [InlineData(4_500_000, 32)]
    public void Refuses_parameters_beyond_a_limit(int dimension, int bits) =>
        Should.Throw<ArgumentException>(() => new FixedPointParameters(dimension, bits).Create());

    [Fact]
    public void What_no_array_can_hold_is_refused_with_its_size_and_with_the_function_that_can()
    {
        // ResNet-18: 16 bytes * 16 bits * 11,689,512 = 2.9925 GB, and a proof that grows with the root.
        string message = Should.Throw<ArgumentException>(() => new FixedPointParameters(11_689_512, 16).Create()).Message;
        message.ShouldContain("about 3.00 GB for each report");
        message.ShouldContain("must stay below 2147483591 bytes");
        message.ShouldContain("here 94 MB: PineParameters.ForBound(PineVariant.Pine64, 11689512, 1, 15)");
        IVdaf pine = PineParameters.ForBound(PineVariant.Pine64, 11_689_512, 1, 15).Create();
        (pine.InputShareSize(AggregatorRole.Leader) / 1e6).ShouldBe(94, 1);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Negative_noised_sum_of_few_clients_comes_out_negative(int bits)
    {
        IVdaf vdaf = new FixedPointParameters(3, bits).Create();
        var leader = new byte[vdaf.AggregateShareSize];
        var helper = new byte[vdaf.AggregateShareSize];
        int quarter = 1 << (bits - 3);
        for (int client = 0; client < 2; client++)
        {
            (byte[] leaderOutput, byte[] helperOutput) = Prepare(vdaf, vdaf.Shard([-quarter, 0, quarter], Nonce, Randomness));
            vdaf.Accumulate(leader, leaderOutput);
            vdaf.Accumulate(helper, helperOutput);
        }

        // Noise of privacy parameter 1 has standard deviation 2^bits: it outweighs the sum and its offset of 2 * 2^(bits-1).
        Int128 large = (Int128)5 << bits;
        vdaf.AddNoise(leader, [-large, -large, large]);
        vdaf.AddNoise(helper, [-1, 7, 0]);

        vdaf.Unshard(leader, helper, 2).ShouldBe([(-2 * (Int128)quarter) - large - 1, 7 - large, (2 * (Int128)quarter) + large]);
    }

    [Fact]
    public void Noise_of_any_sign_and_size_cancels_against_its_negation()
    {
        IVdaf vdaf = new FixedPointParameters(4, 32).Create();
        var share = new byte[vdaf.AggregateShareSize];
        Int128[] noise = [1, -1, Int128.MaxValue, -Int128.MaxValue];
        vdaf.AddNoise(share, noise);
        share.ShouldContain(b => b != 0);
        vdaf.AddNoise(share, [.. noise.Select(n => -n)]);
        share.ShouldAllBe(b => b == 0);
    }

    [Fact]
    public void Sensitivity_is_the_distance_between_two_vectors_of_norm_one()
    {
        IVdaf vdaf = new FixedPointParameters(3, 16).Create();
        vdaf.Scale.ShouldBe(32768);
        vdaf.L2Sensitivity.ShouldBe(65536);
        vdaf.MaxSquaredNorm.ShouldBe((UInt128)(1 << 30) - 1);
    }

    internal static (byte[] Leader, byte[] Helper) Prepare(IVdaf vdaf, ReportShares shares)
    {
        byte[] verifyKey = [.. Enumerable.Range(0, vdaf.VerifyKeySize).Select(i => (byte)(0xA0 + i))];
        (PrepareState leader, byte[] leaderShare) = vdaf.PrepareInit(
            AggregatorRole.Leader, verifyKey, Nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.LeaderInputShare));
        (PrepareState helper, byte[] helperShare) = vdaf.PrepareInit(
            AggregatorRole.Helper, verifyKey, Nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.HelperInputShare));
        byte[] message = vdaf.PrepareSharesToMessage(leaderShare, helperShare);
        return (vdaf.PrepareNext(leader, message), vdaf.PrepareNext(helper, message));
    }
}
