using System.Security.Cryptography;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Federation.Tests;

public sealed class InProcessAggregatorsTests
{
    private const int Dimension = 5;
    private static readonly VdafParameters Function = new FixedPointParameters(Dimension, 16);
    private static readonly int[][] Measurements = [[100, -200, 300, 0, 32000], [-1, -2, -3, -4, -32000], [7, 7, 7, 7, 7]];

    private readonly InProcessAggregators _aggregators = new();
    private readonly TaskId _task = TaskId.Random();

    [Fact]
    public async Task Sum_is_that_of_the_vectors()
    {
        await StartAsync(DpStrategy.None);
        foreach (int[] measurement in Measurements) await _aggregators.UploadAsync(Shard(measurement), default);

        Collection collection = await _aggregators.CollectAsync(_task, default);

        collection.ReportCount.ShouldBe(3);
        collection.Sum(Function.Create()).ShouldBe(Enumerable.Range(0, Dimension).Select(i => Measurements.Sum(m => m[i]) / 32768.0));
        AggregationStatistics statistics = _aggregators.Statistics(_task);
        statistics.Reports.ShouldBe(3);
        statistics.Rejected.ShouldBeEmpty();
        statistics.BytesBetweenAggregators.ShouldBe(3 * (5 + Function.Create().PrepareShareSize + 5 + Function.Create().PrepareMessageSize));
    }

    [Fact]
    public async Task Neither_share_alone_shows_the_sum()
    {
        await StartAsync(DpStrategy.None);
        foreach (int[] measurement in Measurements) await _aggregators.UploadAsync(Shard(measurement), default);
        Collection collection = await _aggregators.CollectAsync(_task, default);
        byte[] zero = new byte[collection.LeaderShare.Length];

        // A uniform field element of 128 bits is below 2^100 with probability 2^-28.
        foreach (Collection half in new[] { collection with { HelperShare = zero }, collection with { LeaderShare = zero } })
            half.Sum(Function.Create()).ShouldAllBe(v => Math.Abs(v) > 1e20);
    }

    [Fact]
    public async Task Refuses_a_replayed_report_and_counts_it_once()
    {
        await StartAsync(DpStrategy.None);
        Report report = Shard(Measurements[0]);
        await _aggregators.UploadAsync(report, default);
        await _aggregators.UploadAsync(Shard(Measurements[1]), default);

        ReportRejectedException e = await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.UploadAsync(report, default));
        e.Reason.ShouldBe(RejectReason.Replayed);
        e.Report.ShouldBe(report.Id);

        (await _aggregators.CollectAsync(_task, default)).ReportCount.ShouldBe(2);
        _aggregators.Statistics(_task).Rejected[RejectReason.Replayed].ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_forged_reports_with_their_reason_and_sums_the_others()
    {
        await StartAsync(DpStrategy.None);
        await _aggregators.UploadAsync(Shard(Measurements[0]), default);
        await _aggregators.UploadAsync(Shard(Measurements[1]), default);

        await RejectsAsync(r => r.LeaderInputShare[0] ^= 1, RejectReason.InvalidProof);
        await RejectsAsync(r => r.HelperInputShare[0] ^= 1, RejectReason.InvalidProof);
        await RejectsAsync(r => r.PublicShare[0] ^= 1, RejectReason.InvalidProof);
        await RejectsAsync(r => r.LeaderInputShare.AsSpan(0, 16).Fill(0xFF), RejectReason.Malformed);
        await RejectsAsync(r => r with { LeaderInputShare = [.. r.LeaderInputShare, 0] }, RejectReason.Malformed);
        await RejectsAsync(r => r with { LeaderInputShare = r.LeaderInputShare[..^1] }, RejectReason.Malformed);
        await RejectsAsync(r => r with { HelperInputShare = [] }, RejectReason.Malformed);
        await RejectsAsync(r => r with { PublicShare = [.. r.PublicShare, 0] }, RejectReason.Malformed);

        Collection collection = await _aggregators.CollectAsync(_task, default);
        collection.ReportCount.ShouldBe(2);
        collection.Sum(Function.Create())[0].ShouldBe(99 / 32768.0);
        IReadOnlyDictionary<RejectReason, long> rejected = _aggregators.Statistics(_task).Rejected;
        rejected[RejectReason.InvalidProof].ShouldBe(3);
        rejected[RejectReason.Malformed].ShouldBe(5);
    }

    [Fact]
    public async Task Refuses_to_release_less_than_the_minimum_batch()
    {
        await StartAsync(DpStrategy.None, minBatchSize: 3);
        await _aggregators.UploadAsync(Shard(Measurements[0]), default);
        await _aggregators.UploadAsync(Shard(Measurements[1]), default);

        (await Should.ThrowAsync<AggregationException>(() => _aggregators.CollectAsync(_task, default)))
            .Message.ShouldContain("2 valid reports of at least 3");

        await _aggregators.UploadAsync(Shard(Measurements[2]), default);
        (await _aggregators.CollectAsync(_task, default)).ReportCount.ShouldBe(3);
    }

    [Fact]
    public async Task Draws_noise_once_and_takes_no_report_afterwards()
    {
        await StartAsync(DpStrategy.FromPrivacyParameter(1));
        foreach (int[] measurement in Measurements) await _aggregators.UploadAsync(Shard(measurement), default);

        Collection first = await _aggregators.CollectAsync(_task, default);
        Collection second = await _aggregators.CollectAsync(_task, default);

        second.LeaderShare.ShouldBe(first.LeaderShare);
        second.HelperShare.ShouldBe(first.HelperShare);
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.UploadAsync(Shard(Measurements[0]), default)))
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
        for (int i = 0; i < 2; i++) await _aggregators.UploadAsync(Shard(new int[d], function), default);

        double[] sum = (await _aggregators.CollectAsync(_task, default)).Sum(function.Create());

        // Each aggregator adds 2/e per coordinate, so the sum of two independent ones has standard deviation sqrt(8).
        // Bounds of 6 standard errors on mean and variance: error probability below 1e-8.
        double variance = sum.Sum(v => v * v) / d;
        variance.ShouldBeInRange(8 * (1 - 6 * Math.Sqrt(2.0 / d)), 8 * (1 + 6 * Math.Sqrt(2.0 / d)));
        sum.Average().ShouldBeInRange(-6 * Math.Sqrt(8.0 / d), 6 * Math.Sqrt(8.0 / d));
        sum.Count(v => v < 0).ShouldBeInRange(1700, 2300);
    }

    [Fact]
    public async Task Releases_no_sum_that_may_have_left_the_field()
    {
        // p / 2 = 2,146,959,360 over the 32-bit field; the noise leaves room for three and a half clients of 2^8.
        PineParameters function = PineParameters.ForBound(PineVariant.Pine32HmacSha256Aes128, 3, 1, 8);
        double tail = 2_146_959_360 - (3.5 * 256);
        double sigma = tail / (2 * Math.Sqrt(Math.Log(2 * 3) + (64 * Math.Log(2))));
        await StartAsync(DpStrategy.FromPrivacyParameter(Rational.FromDouble(2 * 256 / sigma)), function: function);
        for (int i = 0; i < 4; i++) await _aggregators.UploadAsync(Shard([1, 2, 3], function), default);

        (await Should.ThrowAsync<AggregationException>(() => _aggregators.CollectAsync(_task, default)))
            .Message.ShouldContain("clients * B + noise < p / 2 is violated: 4 * 256");
    }

    [Fact]
    public async Task Forgets_a_session_that_has_ended()
    {
        int session = await StartAsync(DpStrategy.None);
        await _aggregators.EndSessionAsync(session, default);
        await Should.ThrowAsync<AggregationException>(() => _aggregators.StartRoundAsync(session, TaskId.Random(), default));
        await Should.ThrowAsync<AggregationException>(() => _aggregators.CollectAsync(_task, default));
        await Should.ThrowAsync<AggregationException>(() => _aggregators.GetTaskParametersAsync(AggregatorRole.Helper, _task, default));
    }

    [Fact]
    public void A_report_verified_while_its_session_ended_is_not_counted()
    {
        IVdaf vdaf = Function.Create();
        TaskParameters parameters = new(_task, Function, DpStrategy.None, 1);
        AggregatorTask leader = new(parameters, vdaf, new byte[vdaf.VerifyKeySize]);
        ReportId id = ReportId.Random();
        leader.Admit(id);
        leader.Discard();

        Should.Throw<ReportRejectedException>(() => leader.Count(id, new byte[vdaf.AggregateShareSize])).Reason.ShouldBe(RejectReason.TaskClosed);
        Should.Throw<ReportRejectedException>(() => leader.Admit(ReportId.Random())).Reason.ShouldBe(RejectReason.TaskClosed);
        Should.Throw<AggregationException>(() => leader.Release(null)).Message.ShouldContain("has ended");
        leader.Batch().Count.ShouldBe(0);
    }

    [Fact]
    public void Batches_that_differ_are_not_released()
    {
        IVdaf vdaf = Function.Create();
        TaskParameters parameters = new(_task, Function, DpStrategy.None, 1);
        AggregatorTask leader = new(parameters, vdaf, new byte[vdaf.VerifyKeySize]);
        AggregatorTask helper = new(parameters, vdaf, new byte[vdaf.VerifyKeySize]);
        leader.Count(ReportId.Random(), new byte[vdaf.AggregateShareSize]);
        helper.Count(ReportId.Random(), new byte[vdaf.AggregateShareSize]);
        Should.Throw<AggregationException>(() => helper.Release(leader.Batch())).Message.ShouldContain("different batches");
    }

    [Fact]
    public async Task Refuses_noise_that_cannot_be_sampled_or_leaves_the_field_before_anyone_trains()
    {
        DpStrategy huge = DpStrategy.FromPrivacyParameter(Rational.Parse("1e-40"));
        DpStrategy large = DpStrategy.FromPrivacyParameter(Rational.Parse("1e-12"));
        VdafParameters pine = PineParameters.ForBound(PineVariant.Pine64, 1000, 1, 24);
        await Should.ThrowAsync<ArgumentException>(() => _aggregators.CreateSessionAsync(new SessionParameters(Function, huge), default));
        (await Should.ThrowAsync<ArgumentException>(() => _aggregators.CreateSessionAsync(new SessionParameters(pine, large), default)))
            .Message.ShouldContain("p / 2");
        await _aggregators.CreateSessionAsync(new SessionParameters(Function, large), default);
        await _aggregators.CreateSessionAsync(new SessionParameters(pine, DpStrategy.FromPrivacyParameter(1)), default);
    }

    [Fact]
    public async Task Refuses_a_task_that_exists()
    {
        int session = await StartAsync(DpStrategy.None);
        await Should.ThrowAsync<AggregationException>(() => _aggregators.StartRoundAsync(session, _task, default));
    }

    [Fact]
    public async Task Takes_reports_from_many_threads()
    {
        await StartAsync(DpStrategy.None);
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), async (i, ct) =>
            await _aggregators.UploadAsync(Shard([i, -i, 1, 0, 0]), ct));
        Collection collection = await _aggregators.CollectAsync(_task, default);
        collection.ReportCount.ShouldBe(64);
        collection.Sum(Function.Create()).ShouldBe([2016 / 32768.0, -2016 / 32768.0, 64 / 32768.0, 0, 0]);
    }

    private async Task<int> StartAsync(DpStrategy privacy, int minBatchSize = 2, VdafParameters? function = null)
    {
        int session = await _aggregators.CreateSessionAsync(new SessionParameters(function ?? Function, privacy, minBatchSize), default);
        await _aggregators.StartRoundAsync(session, _task, default);
        return session;
    }

    private Report Shard(int[] measurement, VdafParameters? function = null)
    {
        IVdaf vdaf = (function ?? Function).Create();
        ReportId id = ReportId.Random();
        return new Report(_task, id, vdaf.Shard(measurement, id.ToBytes(), RandomNumberGenerator.GetBytes(vdaf.RandomnessSize)));
    }

    private Task RejectsAsync(Action<ReportShares> tamper, RejectReason reason) => RejectsAsync(
        shares =>
        {
            tamper(shares);
            return shares;
        },
        reason);

    private async Task RejectsAsync(Func<ReportShares, ReportShares> tamper, RejectReason reason)
    {
        Report report = Shard(Measurements[2]);
        Report forged = report with { Shares = tamper(report.Shares) };
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.UploadAsync(forged, default))).Reason.ShouldBe(reason);
    }
}
