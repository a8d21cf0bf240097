using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Aggregator.Tests;

public sealed class RejectReasonTests
{
    private static readonly PineParameters Narrow =
        PineParameters.ForBound(PineVariant.Pine32HmacSha256Aes128, Measurements.Dimension, 1, 8);

    // p / 2 = 2,146,959,360 over the 32-bit field; the noise leaves room for three and a half clients of 2^8.
    private static readonly DpStrategy RoomForThree = DpStrategy.FromPrivacyParameter(Rational.FromDouble(
        2 * 256 * 2 * Math.Sqrt(Math.Log(2 * Measurements.Dimension) + (64 * Math.Log(2))) / (2_146_959_360 - (3.5 * 256))));

    [Fact]
    public void Every_error_of_the_function_has_a_reason()
    {
        foreach (VdafError error in Enum.GetValues<VdafError>()) Enum.IsDefined(AggregatorTask.ReasonOf(error)).ShouldBeTrue();
        AggregatorTask.ReasonOf(VdafError.MalformedEncoding).ShouldBe(RejectReason.Malformed);
        AggregatorTask.ReasonOf(VdafError.ProofRejected).ShouldBe(RejectReason.InvalidProof);
        AggregatorTask.ReasonOf(VdafError.JointRandomnessMismatch).ShouldBe(RejectReason.InvalidProof);
    }

    [Theory]
    [InlineData(AggregatorRole.Leader)]
    [InlineData(AggregatorRole.Helper)]
    public async Task A_query_point_on_the_domain_is_no_fault_of_the_report_and_a_fresh_one_counts(AggregatorRole where)
    {
        int calls = 0;
        using TestPair pair = new(vdaf => new FaultyVdaf(vdaf)
        {
            OnPrepare = (role, real) => role == where && ++calls == 1
                ? throw new VdafException(VdafError.QueryRandomnessOnDomain, "The query point is a root of unity.")
                : real(),
        });
        Report unlucky = Measurements.Report(pair.Task, 0);

        (await Should.ThrowAsync<ReportRejectedException>(() => pair.Pair.UploadAsync(unlucky, default)))
            .Reason.ShouldBe(RejectReason.QueryPointOnDomain);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);

        (await pair.Leader.BatchAsync(default)).Count.ShouldBe(1);
        (await pair.Pair.StatisticsAsync(default)).Rejected.ShouldBe(
            new Dictionary<RejectReason, long> { [RejectReason.QueryPointOnDomain] = 1 });
    }

    [Fact]
    public async Task A_report_that_the_field_has_no_room_for_is_refused_and_the_others_are_summed()
    {
        InProcessAggregators aggregators = new();
        TaskId task = TaskId.Random();
        SessionId session = await aggregators.Coordinator.CreateSessionAsync(new SessionParameters(Narrow, RoomForThree), default);
        await aggregators.Coordinator.StartRoundAsync(session, task, default);
        for (int i = 0; i < 3; i++) await aggregators.Leader.UploadAsync(Measurements.Report(task, i, Narrow), default);

        Report fourth = Measurements.Report(task, 0, Narrow);
        for (int attempt = 0; attempt < 2; attempt++)
        {
            ReportRejectedException e = await Should.ThrowAsync<ReportRejectedException>(
                () => aggregators.Leader.UploadAsync(fourth, default));
            e.Reason.ShouldBe(RejectReason.BatchFull);
            e.Message.ShouldContain("3 reports");
        }

        (await aggregators.StatisticsAsync(task)).Rejected.ShouldBe(new Dictionary<RejectReason, long> { [RejectReason.BatchFull] = 1 });
        (await aggregators.Coordinator.Collector.CollectAsync(task, default)).ReportCount.ShouldBe(3);
    }

    [Fact]
    public async Task Reports_under_way_at_once_do_not_fill_the_batch_beyond_its_room()
    {
        using Barrier barrier = new(4);
        using TestPair pair = new(
            vdaf => vdaf,
            vdaf => new FaultyVdaf(vdaf)
            {
                OnPrepare = (_, real) =>
                {
                    // All four have been found to have room before the first is counted.
                    barrier.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
                    return real();
                },
            },
            RoomForThree,
            Narrow);

        bool[] counted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => CountedAsync(Measurements.Report(pair.Task, 0, Narrow)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        counted.Count(c => c).ShouldBe(3);
        (await pair.Pair.CollectAsync(default)).ReportCount.ShouldBe(3);

        async Task<bool> CountedAsync(Report report)
        {
            try
            {
                await pair.Pair.UploadAsync(report, default);
                return true;
            }
            catch (ReportRejectedException e) when (e.Reason == RejectReason.BatchFull)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_report_without_shares_is_malformed()
    {
        using TestPair pair = new(vdaf => vdaf);
        Report report = Measurements.Report(pair.Task, 0);
        Report broken = report with { Shares = null! };
        (await Should.ThrowAsync<ReportRejectedException>(() => pair.Pair.UploadAsync(broken, default)))
            .Reason.ShouldBe(RejectReason.Malformed);
        broken.Size.ShouldBeLessThan(report.Size);

        // Nothing was handed in under this id yet.
        await pair.Pair.UploadAsync(report, default);
    }
}
