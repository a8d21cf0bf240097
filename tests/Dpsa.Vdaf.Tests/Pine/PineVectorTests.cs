using Dpsa.TestSupport;
using static Dpsa.Vdaf.Tests.Pine.PineVector;

namespace Dpsa.Vdaf.Tests.Pine;

public class PineVectorTests
{
    public static TheoryData<string> OwnFiles => Own;

    public static TheoryData<string> PublishedFiles => Published;

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void Reproduces_every_byte_of_the_own_vectors(string file) => Reproduce(TestFiles.Vectors("pine-own", file));

    [SharedTheory("vectors", "pine")]
    [MemberData(nameof(PublishedFiles))]
    public void Reproduces_every_byte_of_the_published_vectors(string file) => Reproduce(TestFiles.Shared("vectors", "pine", file));

    private static void Reproduce(string path)
    {
        PineVector vector = PineVector.Load(path);
        IVdaf vdaf = vector.Parameters.Create();
        var leaderSum = new byte[vdaf.AggregateShareSize];
        var helperSum = new byte[vdaf.AggregateShareSize];
        var sum = new Int128[vdaf.Dimension];
        if (vector.Has("algorithm_id"))
            vdaf.AlgorithmId.ShouldBe(vector["algorithm_id"].GetUInt32());

        foreach (PineVectorReport report in vector.Reports)
        {
            int[] measurement = report.Measurement;
            ReportShares shares = vdaf.Shard(measurement, report.Nonce, report.Randomness);
            ShouldMatch(shares.PublicShare, report.PublicShare);
            ShouldMatch(shares.LeaderInputShare, report.InputShare(AggregatorRole.Leader));
            ShouldMatch(shares.HelperInputShare, report.InputShare(AggregatorRole.Helper));
            shares.LeaderInputShare.Length.ShouldBe(vdaf.InputShareSize(AggregatorRole.Leader));
            shares.HelperInputShare.Length.ShouldBe(vdaf.InputShareSize(AggregatorRole.Helper));
            shares.PublicShare.Length.ShouldBe(vdaf.PublicShareSize);

            (PrepareState leader, byte[] leaderShare) = vdaf.PrepareInit(
                AggregatorRole.Leader, vector.VerifyKey, report.Nonce, shares.PublicShare, new(shares.LeaderInputShare));
            (PrepareState helper, byte[] helperShare) = vdaf.PrepareInit(
                AggregatorRole.Helper, vector.VerifyKey, report.Nonce, shares.PublicShare, new(shares.HelperInputShare));
            ShouldMatch(leaderShare, report.PrepareShare(AggregatorRole.Leader));
            ShouldMatch(helperShare, report.PrepareShare(AggregatorRole.Helper));

            byte[] message = vdaf.PrepareSharesToMessage(leaderShare, helperShare);
            ShouldMatch(message, report.PrepareMessage);
            byte[] leaderOutput = vdaf.PrepareNext(leader, message);
            byte[] helperOutput = vdaf.PrepareNext(helper, message);
            ShouldMatch(leaderOutput, report.OutputShare(AggregatorRole.Leader));
            ShouldMatch(helperOutput, report.OutputShare(AggregatorRole.Helper));

            vdaf.Accumulate(leaderSum, leaderOutput);
            vdaf.Accumulate(helperSum, helperOutput);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += measurement[i];
        }

        ShouldMatch(leaderSum, vector["agg_shares"][0]);
        ShouldMatch(helperSum, vector["agg_shares"][1]);
        Int128[] result = vdaf.Unshard(leaderSum, helperSum, reportCount: 0);
        result.ShouldBe(sum);
        if (vector.Has("agg_result"))
            result.Select(v => (double)v / vdaf.Scale).ShouldBe(vector["agg_result"].EnumerateArray().Select(e => e.GetDouble()));
    }
}
