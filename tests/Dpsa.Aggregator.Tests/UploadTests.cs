using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>Repeating an upload is harmless.</summary>
public sealed class UploadTests
{
    private readonly InProcessAggregators _aggregators = new();
    private readonly TaskId _task = TaskId.Random();

    [Fact]
    public async Task A_repeated_report_gets_the_same_receipt_and_counts_once()
    {
        await StartAsync();
        Report report = Measurements.Report(_task, 0);
        UploadReceipt receipt = await _aggregators.Leader.UploadAsync(report, default);
        await _aggregators.Leader.UploadAsync(Measurements.Report(_task, 1), default);

        (await _aggregators.Leader.UploadAsync(report, default)).ShouldBe(receipt);
        (await _aggregators.Leader.UploadAsync(report.With(shares => shares), default)).ShouldBe(receipt);

        AggregationStatistics statistics = await _aggregators.StatisticsAsync(_task);
        statistics.Reports.ShouldBe(2);
        statistics.Rejected.ShouldBeEmpty();
        IVdaf vdaf = Measurements.Prio3.Create();
        statistics.BytesBetweenAggregators.ShouldBe(2 * (5 + vdaf.PrepareShareSize + 5 + vdaf.PrepareMessageSize));
        (await CollectAsync(_task, default)).ReportCount.ShouldBe(2);
    }

    [Fact]
    public async Task The_receipt_of_a_counted_report_can_be_had_again_after_the_release()
    {
        await StartAsync();
        Report report = Measurements.Report(_task, 0);
        UploadReceipt receipt = await _aggregators.Leader.UploadAsync(report, default);
        await _aggregators.Leader.UploadAsync(Measurements.Report(_task, 1), default);
        await CollectAsync(_task, default);

        (await _aggregators.Leader.UploadAsync(report, default)).ShouldBe(receipt);
        (await RejectedAsync(Measurements.Report(_task, 2))).Reason.ShouldBe(RejectReason.TaskClosed);
    }

    [Fact]
    public async Task Another_content_under_a_counted_id_is_a_replay()
    {
        await StartAsync();
        Report report = Measurements.Report(_task, 0);
        await _aggregators.Leader.UploadAsync(report, default);

        foreach (Report other in Changed(report))
        {
            ReportRejectedException e = await RejectedAsync(other);
            e.Reason.ShouldBe(RejectReason.Replayed);
            e.Report.ShouldBe(report.Id);
        }

        AggregationStatistics statistics = await _aggregators.StatisticsAsync(_task);
        statistics.Reports.ShouldBe(1);
        statistics.Rejected.ShouldBe(new Dictionary<RejectReason, long> { [RejectReason.Replayed] = 6 });
    }

    [Fact]
    public async Task A_refused_report_is_refused_alike_again_and_its_id_is_spent()
    {
        await StartAsync();
        Report good = Measurements.Report(_task, 0);
        Report forged = good.With(shares =>
        {
            shares.LeaderInputShare[0] ^= 1;
            return shares;
        });

        ReportRejectedException first = await RejectedAsync(forged);
        ReportRejectedException second = await RejectedAsync(forged);

        first.Reason.ShouldBe(RejectReason.InvalidProof);
        second.Reason.ShouldBe(first.Reason);
        second.Message.ShouldBe(first.Message);
        (await RejectedAsync(good)).Reason.ShouldBe(RejectReason.Replayed);
        (await _aggregators.StatisticsAsync(_task)).Rejected.ShouldBe(
            new Dictionary<RejectReason, long> { [RejectReason.InvalidProof] = 1, [RejectReason.Replayed] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_report_from_many_threads_counts_once()
    {
        await StartAsync();
        Report[] reports = [Measurements.Report(_task, 0), Measurements.Report(_task, 1), Measurements.Report(_task, 2)];

        UploadReceipt[] receipts =
            await Task.WhenAll(Enumerable.Range(0, 60).Select(i => _aggregators.Leader.UploadAsync(reports[i % 3], default)));

        receipts.Distinct().Count().ShouldBe(3);
        Collection collection = await CollectAsync(_task, default);
        collection.ReportCount.ShouldBe(3);
        collection.Sum(Measurements.Prio3.Create())[0].ShouldBe((100 - 1 + 7) / 32768.0);
    }

    [Fact]
    public async Task A_failure_that_says_nothing_about_the_report_is_not_remembered()
    {
        int calls = 0;
        using TestPair pair = new(vdaf => new FaultyVdaf(vdaf)
        {
            OnPrepare = (role, real) => role == AggregatorRole.Helper && ++calls == 1 ? throw new IOException() : real(),
        });
        Report report = Measurements.Report(pair.Task, 0);

        await Should.ThrowAsync<IOException>(() => pair.Pair.UploadAsync(report, default));
        (await pair.Pair.UploadAsync(report, default)).Report.ShouldBe(report.Id);

        (await pair.Leader.BatchAsync(default)).Count.ShouldBe(1);
        (await pair.Helper.BatchAsync(default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_report_waits_for_the_first_and_may_be_cancelled_meanwhile()
    {
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim go = new();
        using TestPair pair = new(vdaf => new FaultyVdaf(vdaf)
        {
            OnPrepare = (role, real) =>
            {
                entered.Set();
                go.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
                return real();
            },
        });
        Report report = Measurements.Report(pair.Task, 0);
        Task<UploadReceipt> first = Task.Run(() => pair.Pair.UploadAsync(report, default));
        entered.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();

        Task<UploadReceipt> second = pair.Pair.UploadAsync(report, default);
        await Should.ThrowAsync<OperationCanceledException>(() => pair.Pair.UploadAsync(report, new CancellationToken(canceled: true)));
        second.IsCompleted.ShouldBeFalse();
        (await Should.ThrowAsync<ReportRejectedException>(() => pair.Pair.UploadAsync(Changed(report).First(), default)))
            .Reason.ShouldBe(RejectReason.Replayed);
        go.Set();

        (await second).ShouldBe(await first);
        (await pair.Leader.BatchAsync(default)).Count.ShouldBe(1);
    }

    // One bit, and one byte more or less, of each share.
    private static IEnumerable<Report> Changed(Report report)
    {
        yield return report.With(s => s with { PublicShare = Flipped(s.PublicShare) });
        yield return report.With(s => s with { LeaderInputShare = Flipped(s.LeaderInputShare) });
        yield return report.With(s => s with { HelperInputShare = Flipped(s.HelperInputShare) });
        yield return report.With(s => s with { PublicShare = [.. s.PublicShare, 0] });
        yield return report.With(s => s with { LeaderInputShare = s.LeaderInputShare[..^1] });
        yield return report.With(s => s with { HelperInputShare = [] });
    }

    private static byte[] Flipped(byte[] share)
    {
        share[^1] ^= 1;
        return share;
    }

    private async Task<ReportRejectedException> RejectedAsync(Report report) =>
        await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(report, default));

    private async Task StartAsync()
    {
        SessionId session = await _aggregators.Coordinator.CreateSessionAsync(
            new SessionParameters(Measurements.Prio3, DpStrategy.None), default);
        await _aggregators.Coordinator.StartRoundAsync(session, _task, default);
    }

    private Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) =>
        _aggregators.Coordinator.Collector.CollectAsync(task, cancellationToken);
}
