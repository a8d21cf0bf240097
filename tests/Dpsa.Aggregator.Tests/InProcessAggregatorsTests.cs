using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Aggregator.Tests;

public sealed class InProcessAggregatorsTests
{
    private static readonly VdafParameters Function = Measurements.Prio3;
    private static readonly int[][] Vectors = Measurements.Vectors;

    private readonly InProcessAggregators _aggregators = new();
    private readonly TaskId _task = TaskId.Random();

    private CoordinatorEndpoints Coordinator => _aggregators.Coordinator;

    [Fact]
    public async Task Sum_is_that_of_the_vectors()
    {
        await StartAsync(DpStrategy.None);
        foreach (int[] measurement in Vectors) await _aggregators.Leader.UploadAsync(Shard(measurement), default);

        Collection collection = await CollectAsync(_task, default);

        collection.ReportCount.ShouldBe(3);
        collection.Sum(Function.Create())
            .ShouldBe(Enumerable.Range(0, Measurements.Dimension).Select(i => Vectors.Sum(m => m[i]) / 32768.0));
        AggregationStatistics statistics = await _aggregators.StatisticsAsync(_task);
        statistics.Reports.ShouldBe(3);
        statistics.Rejected.ShouldBeEmpty();
        statistics.BytesBetweenAggregators.ShouldBe(
            3 * (5 + Function.Create().PrepareShareSize + 5 + Function.Create().PrepareMessageSize));
    }

    [Fact]
    public async Task Neither_share_alone_shows_the_sum()
    {
        await StartAsync(DpStrategy.None);
        foreach (int[] measurement in Vectors) await _aggregators.Leader.UploadAsync(Shard(measurement), default);
        Collection collection = await CollectAsync(_task, default);
        byte[] zero = new byte[collection.LeaderShare.Length];

        // A uniform field element of 128 bits is below 2^100 with probability 2^-28.
        foreach (Collection half in new[] { collection with { HelperShare = zero }, collection with { LeaderShare = zero } })
            half.Sum(Function.Create()).ShouldAllBe(v => Math.Abs(v) > 1e20);
    }

    [Fact]
    public async Task Refuses_forged_reports_with_their_reason_and_sums_the_others()
    {
        await StartAsync(DpStrategy.None);
        await _aggregators.Leader.UploadAsync(Shard(Vectors[0]), default);
        await _aggregators.Leader.UploadAsync(Shard(Vectors[1]), default);

        await RejectsAsync(r => r.LeaderInputShare[0] ^= 1, RejectReason.InvalidProof);
        await RejectsAsync(r => r.HelperInputShare[0] ^= 1, RejectReason.InvalidProof);
        await RejectsAsync(r => r.PublicShare[0] ^= 1, RejectReason.InvalidProof);
        await RejectsAsync(r => r.LeaderInputShare.AsSpan(0, 16).Fill(0xFF), RejectReason.Malformed);
        await RejectsAsync(r => r with { LeaderInputShare = [.. r.LeaderInputShare, 0] }, RejectReason.Malformed);
        await RejectsAsync(r => r with { LeaderInputShare = r.LeaderInputShare[..^1] }, RejectReason.Malformed);
        await RejectsAsync(r => r with { HelperInputShare = [] }, RejectReason.Malformed);
        await RejectsAsync(r => r with { PublicShare = [.. r.PublicShare, 0] }, RejectReason.Malformed);

        Collection collection = await CollectAsync(_task, default);
        collection.ReportCount.ShouldBe(2);
        collection.Sum(Function.Create())[0].ShouldBe(99 / 32768.0);
        IReadOnlyDictionary<RejectReason, long> rejected = (await _aggregators.StatisticsAsync(_task)).Rejected;
        rejected[RejectReason.InvalidProof].ShouldBe(3);
        rejected[RejectReason.Malformed].ShouldBe(5);
    }

    [Fact]
    public async Task Refuses_to_release_less_than_the_minimum_batch()
    {
        await StartAsync(DpStrategy.None, minBatchSize: 3);
        await _aggregators.Leader.UploadAsync(Shard(Vectors[0]), default);
        await _aggregators.Leader.UploadAsync(Shard(Vectors[1]), default);

        (await Should.ThrowAsync<AggregationException>(() => CollectAsync(_task, default)))
            .Message.ShouldContain("2 valid reports of at least 3");

        await _aggregators.Leader.UploadAsync(Shard(Vectors[2]), default);
        (await CollectAsync(_task, default)).ReportCount.ShouldBe(3);
    }

    [Fact]
    public async Task Draws_noise_once_and_takes_no_report_afterwards()
    {
        await StartAsync(DpStrategy.FromPrivacyParameter(1));
        foreach (int[] measurement in Vectors) await _aggregators.Leader.UploadAsync(Shard(measurement), default);

        Collection first = await CollectAsync(_task, default);
        Collection second = await CollectAsync(_task, default);

        second.LeaderShare.ShouldBe(first.LeaderShare);
        second.HelperShare.ShouldBe(first.HelperShare);
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(Shard(Vectors[0]), default)))
            .Reason.ShouldBe(RejectReason.TaskClosed);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public async Task Noise_of_both_aggregators_has_the_stated_deviation_and_negative_sums_stay_negative(int bits)
    {
        const int d = 4000;
        VdafParameters function = new FixedPointParameters(d, bits);
        await StartAsync(DpStrategy.FromPrivacyParameter(1), function: function);
        for (int i = 0; i < 2; i++) await _aggregators.Leader.UploadAsync(Shard(new int[d], function), default);

        double[] sum = (await CollectAsync(_task, default)).Sum(function.Create());

        // Each aggregator adds 2/e per coordinate, so the sum of two independent ones has standard deviation sqrt(8).
        // Bounds of 6 standard errors on mean and variance: error probability below 1e-8.
        double variance = sum.Sum(v => v * v) / d;
        variance.ShouldBeInRange(8 * (1 - 6 * Math.Sqrt(2.0 / d)), 8 * (1 + 6 * Math.Sqrt(2.0 / d)));
        sum.Average().ShouldBeInRange(-6 * Math.Sqrt(8.0 / d), 6 * Math.Sqrt(8.0 / d));
        sum.Count(v => v < 0).ShouldBeInRange(1700, 2300);
    }

    [Fact]
    public async Task Refuses_noise_that_cannot_be_sampled_or_leaves_the_field_before_anyone_trains()
    {
        DpStrategy huge = DpStrategy.FromPrivacyParameter(Rational.Parse("1e-40"));
        DpStrategy large = DpStrategy.FromPrivacyParameter(Rational.Parse("1e-14"));
        VdafParameters pine = PineParameters.ForBound(PineVariant.Pine64, 1000, 1, 24);
        await Should.ThrowAsync<ArgumentException>(() => Coordinator.CreateSessionAsync(new SessionParameters(Function, huge), default));
        (await Should.ThrowAsync<ArgumentException>(() =>
            Coordinator.CreateSessionAsync(new SessionParameters(Function, DpStrategy.FromPrivacyParameter(100_000)), default)))
            .Message.ShouldContain("rounds to zero");
        (await Should.ThrowAsync<ArgumentException>(() => Coordinator.CreateSessionAsync(new SessionParameters(pine, large), default)))
            .Message.ShouldContain("p / 2");
        await Coordinator.CreateSessionAsync(new SessionParameters(Function, large), default);
        await Coordinator.CreateSessionAsync(new SessionParameters(pine, DpStrategy.FromPrivacyParameter(1)), default);
    }

    [Fact]
    public async Task Refuses_session_parameters_that_are_missing_or_out_of_range()
    {
        foreach (SessionParameters wrong in new SessionParameters[]
            { new(null!, DpStrategy.None), new(Function, null!), new(Function, DpStrategy.None, 0) })
        {
            await Should.ThrowAsync<ArgumentException>(() => Coordinator.CreateSessionAsync(wrong, default));
        }
    }

    [Fact]
    public async Task What_is_not_known_is_said_by_the_reason()
    {
        SessionId session = await Coordinator.CreateSessionAsync(new SessionParameters(Function, DpStrategy.None), default);
        foreach (SessionId unknown in new[] { default, SessionId.Random(), new SessionId(session.Value + 1) })
            await FailsAsync(() => Coordinator.StartRoundAsync(unknown, TaskId.Random(), default), AggregationError.UnrecognizedSession);
        await FailsAsync(() => Coordinator.StartRoundAsync(session, default, default), AggregationError.UnrecognizedTask);
        foreach (TaskId unknown in new[] { default, TaskId.Random() })
        {
            await FailsAsync(() => CollectAsync(unknown, default), AggregationError.UnrecognizedTask);
            await FailsAsync(
                () => _aggregators.Leader.GetTaskParametersAsync(unknown, default), AggregationError.UnrecognizedTask);
            Report report = Measurements.Report(unknown, 0);
            (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(report, default)))
                .Reason.ShouldBe(RejectReason.TaskClosed);
        }

        await StartAsync(DpStrategy.None);
    }

    [Fact]
    public async Task A_cancelled_token_stops_every_call_before_it_changes_anything()
    {
        CancellationToken cancelled = new(canceled: true);
        SessionId session = await Coordinator.CreateSessionAsync(new SessionParameters(Function, DpStrategy.None, 1), default);
        await Coordinator.StartRoundAsync(session, _task, default);
        Report report = Shard(Vectors[0]);
        await Should.ThrowAsync<OperationCanceledException>(() => _aggregators.Leader.UploadAsync(report, cancelled));
        (await _aggregators.StatisticsAsync(_task)).Reports.ShouldBe(0);
        await _aggregators.Leader.UploadAsync(report, default);

        foreach (Func<Task> call in new Func<Task>[]
        {
            () => Coordinator.CreateSessionAsync(new SessionParameters(Function, DpStrategy.None), cancelled),
            () => _aggregators.Leader.GetTaskParametersAsync(_task, cancelled),
            () => CollectAsync(_task, cancelled),
            () => Coordinator.StartRoundAsync(session, TaskId.Random(), cancelled),
            () => Coordinator.EndSessionAsync(session, cancelled),
        })
        {
            await Should.ThrowAsync<OperationCanceledException>(call);
        }

        (await CollectAsync(_task, default)).ReportCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_collection_that_claims_a_negative_count_is_refused_as_malformed()
    {
        await StartAsync(DpStrategy.None, minBatchSize: 1);
        await _aggregators.Leader.UploadAsync(Shard(Vectors[0]), default);
        Collection collection = await CollectAsync(_task, default);
        IVdaf vdaf = Function.Create();
        foreach (Collection wrong in new[]
        {
            collection with { ReportCount = -1 },
            collection with { LeaderShare = null! },
            collection with { HelperShare = collection.HelperShare[1..] },
        })
        {
            Should.Throw<VdafException>(() => wrong.Sum(vdaf)).Error.ShouldBe(VdafError.MalformedEncoding);
        }
    }

    [Fact]
    public async Task Takes_reports_from_many_threads()
    {
        await StartAsync(DpStrategy.None);
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), async (i, ct) =>
            await _aggregators.Leader.UploadAsync(Shard([i, -i, 1, 0, 0]), ct));
        Collection collection = await CollectAsync(_task, default);
        collection.ReportCount.ShouldBe(64);
        collection.Sum(Function.Create()).ShouldBe([2016 / 32768.0, -2016 / 32768.0, 64 / 32768.0, 0, 0]);
    }

    private async Task StartAsync(DpStrategy privacy, int minBatchSize = 2, VdafParameters? function = null)
    {
        SessionId session = await _aggregators
            .Coordinator.CreateSessionAsync(new SessionParameters(function ?? Function, privacy, minBatchSize), default);
        await Coordinator.StartRoundAsync(session, _task, default);
    }

    private Report Shard(int[] measurement, VdafParameters? function = null) =>
        Report.Create(_task, (function ?? Function).Create(), measurement);

    private static async Task FailsAsync(Func<Task> call, AggregationError error) =>
        (await Should.ThrowAsync<AggregationException>(call)).Error.ShouldBe(error);

    private Task RejectsAsync(Action<ReportShares> tamper, RejectReason reason) => RejectsAsync(
        shares =>
        {
            tamper(shares);
            return shares;
        },
        reason);

    private async Task RejectsAsync(Func<ReportShares, ReportShares> tamper, RejectReason reason)
    {
        Report report = Shard(Vectors[2]);
        Report forged = report with { Shares = tamper(report.Shares) };
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(forged, default))).Reason.ShouldBe(reason);
    }

    private Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) =>
        Coordinator.Collector.CollectAsync(task, cancellationToken);
}
