using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Dpsa.Vdaf.PingPong;
using Dpsa.Vdaf.Prio3;
using static Dpsa.Vdaf.Tests.Prio3.FixedPointVector;

namespace Dpsa.Vdaf.Tests.Prio3;

public class FixedPointVectorTests
{
    public static TheoryData<string> Accepted => Files(forged: false);

    public static TheoryData<string> Forged => Files(forged: true);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Reproduces_every_byte_of_an_accepted_report(string file)
    {
        var vector = FixedPointVector.Load(file);
        IVdaf vdaf = new FixedPointParameters(vector.Dimension, vector.Bits).Create();
        vdaf.AlgorithmId.ShouldBe(vector.Root.GetProperty("algorithm_id").GetUInt32());
        var leaderSum = new byte[vdaf.AggregateShareSize];
        var helperSum = new byte[vdaf.AggregateShareSize];

        foreach (FixedPointReport report in vector.Reports)
        {
            ReportShares shares = vdaf.Shard(report.Measurement, report.Nonce, report.Randomness);
            ShouldMatch(shares.PublicShare, report["public_share"]);
            ShouldMatch(shares.LeaderInputShare, report["input_shares"][0]);
            ShouldMatch(shares.HelperInputShare, report["input_shares"][1]);
            shares.LeaderInputShare.Length.ShouldBe(vdaf.InputShareSize(AggregatorRole.Leader));
            shares.HelperInputShare.Length.ShouldBe(vdaf.InputShareSize(AggregatorRole.Helper));
            shares.PublicShare.Length.ShouldBe(vdaf.PublicShareSize);

            (PrepareState leader, byte[] opening) = PingPongTopology.LeaderInitialize(
                vdaf, vector.VerifyKey, report.Nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.LeaderInputShare));
            ShouldMatch(opening, report["ping_pong_initialize"]);
            ShouldMatch(opening[5..], report["prep_shares"][0][0]);

            (_, byte[] helperShare) = vdaf.PrepareInit(
                AggregatorRole.Helper, vector.VerifyKey, report.Nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.HelperInputShare));
            ShouldMatch(helperShare, report["prep_shares"][0][1]);

            (byte[] helperOutput, byte[] answer) = PingPongTopology.HelperFinish(
                vdaf, vector.VerifyKey, report.Nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.HelperInputShare), opening);
            ShouldMatch(answer, report["ping_pong_finish"]);
            ShouldMatch(answer[5..], report["prep_messages"][0]);
            ShouldMatch(helperOutput, report["out_shares"][1]);

            byte[] leaderOutput = PingPongTopology.LeaderFinish(vdaf, leader, answer);
            ShouldMatch(leaderOutput, report["out_shares"][0]);
            vdaf.Accumulate(leaderSum, leaderOutput);
            vdaf.Accumulate(helperSum, helperOutput);
        }

        ShouldMatch(leaderSum, vector.Root.GetProperty("agg_shares")[0]);
        ShouldMatch(helperSum, vector.Root.GetProperty("agg_shares")[1]);
        Int128[] sum = vdaf.Unshard(leaderSum, helperSum, vector.Root.GetProperty("num_measurements").GetInt32());
        ShouldMatchResult(vector.Root, [.. sum.Select(v => (double)v / vdaf.Scale)]);
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public void Rejects_a_forged_report_at_the_stage_where_the_reference_does(string file)
    {
        var vector = FixedPointVector.Load(file);
        IVdaf vdaf = new FixedPointParameters(vector.Dimension, vector.Bits).Create();
        int rejected = 0;
        foreach (FixedPointReport report in vector.Reports)
        {
            (PrepareState leader, byte[] leaderShare) = Prepare(AggregatorRole.Leader);
            (PrepareState helper, byte[] helperShare) = Prepare(AggregatorRole.Helper);
            ShouldMatch(leaderShare, report["prep_shares"][0][0]);
            ShouldMatch(helperShare, report["prep_shares"][0][1]);

            if (report["prep_messages"].GetArrayLength() == 0)
            {
                Should.Throw<VdafException>(() => vdaf.PrepareSharesToMessage(leaderShare, helperShare), report.Comment)
                    .Error.ShouldBe(VdafError.ProofRejected);
            }
            else
            {
                byte[] forged = Hex(report["prep_messages"][0]);
                vdaf.PrepareSharesToMessage(leaderShare, helperShare).ShouldNotBe(forged);
                foreach (PrepareState state in (PrepareState[])[leader, helper])
                {
                    Should.Throw<VdafException>(() => vdaf.PrepareNext(state, forged), report.Comment)
                        .Error.ShouldBe(VdafError.JointRandomnessMismatch);
                }
            }

            rejected++;

            (PrepareState, byte[]) Prepare(AggregatorRole role) =>
                vdaf.PrepareInit(role, vector.VerifyKey, report.Nonce, report.PublicShare, report.InputShare(role));
        }

        rejected.ShouldBe(14);
    }

    private static void ShouldMatchResult(JsonElement root, double[] result)
    {
        if (root.TryGetProperty("agg_result", out JsonElement expected))
        {
            result.ShouldBe([.. expected.EnumerateArray().Select(e => e.GetDouble())]);
            return;
        }

        byte[] digest = SHA256.HashData([.. result.SelectMany(BitConverter.GetBytes)]);
        Convert.ToHexStringLower(digest).ShouldBe(root.GetProperty("agg_result_sha256_f64le").GetString());
    }
}
