using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>A sum is released once, with all its noise or not at all, and the same at both aggregators.</summary>
public sealed class ReleaseTests
{
    private static readonly DpStrategy Noise = DpStrategy.FromPrivacyParameter(1);

    [Theory]
    [InlineData(AggregatorRole.Leader)]
    [InlineData(AggregatorRole.Helper)]
    public async Task A_failure_amid_the_noise_releases_nothing_and_the_repetition_starts_from_the_sum(AggregatorRole failing)
    {
        int calls = 0;
        Func<IVdaf, IVdaf> faulty = vdaf => new FaultyVdaf(vdaf) { OnNoise = () => Fail(++calls), Noise = 1000 };
        using TestPair pair = failing == AggregatorRole.Leader ? new(faulty, vdaf => vdaf) : new(vdaf => vdaf, faulty);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);

        await Should.ThrowAsync<IOException>(() => pair.Pair.CollectAsync(default));
        await Should.ThrowAsync<IOException>(() => pair.Pair.CollectAsync(default));

        // What was added twice before would show.
        Sum(pair, await pair.Pair.CollectAsync(default)).ShouldBe(Measurements.Vectors[0].Select(v => (v + 1000) / 32768.0));

        static void Fail(int call)
        {
            if (call < 3) throw new IOException();
        }
    }

    [Theory]
    [InlineData(AggregatorRole.Leader)]
    [InlineData(AggregatorRole.Helper)]
    public async Task Where_one_aggregator_fails_the_other_keeps_its_noise_and_neither_counts_more_reports(AggregatorRole failing)
    {
        int calls = 0;
        Func<IVdaf, IVdaf> faulty = vdaf => new FaultyVdaf(vdaf) { OnNoise = () => Fail(++calls) };
        using TestPair pair = failing == AggregatorRole.Leader ? new(faulty, vdaf => vdaf, Noise) : new(vdaf => vdaf, faulty, Noise);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);
        await Should.ThrowAsync<IOException>(() => pair.Pair.CollectAsync(default));
        AggregatorTask sound = failing == AggregatorRole.Leader ? pair.Helper : pair.Leader;
        byte[] share = await sound.ReleaseAsync(default);

        (await Should.ThrowAsync<ReportRejectedException>(() => pair.Pair.UploadAsync(Measurements.Report(pair.Task, 1), default)))
            .Reason.ShouldBe(RejectReason.TaskClosed);
        Collection collection = await pair.Pair.CollectAsync(default);

        collection.ReportCount.ShouldBe(1);
        (failing == AggregatorRole.Leader ? collection.HelperShare : collection.LeaderShare).ShouldBe(share);
        (await pair.Leader.BatchAsync(default)).Count.ShouldBe(1);
        (await pair.Helper.BatchAsync(default)).Count.ShouldBe(1);

        static void Fail(int call)
        {
            if (call == 1) throw new IOException();
        }
    }

    [Fact]
    public async Task A_cancelled_collection_can_be_repeated()
    {
        using CancellationTokenSource source = new();
        using TestPair pair = new(vdaf => new FaultyVdaf(vdaf) { OnNoise = source.Cancel }, vdaf => vdaf, Noise);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);

        // The leader has released when the helper finds the token cancelled.
        await Should.ThrowAsync<OperationCanceledException>(() => pair.Pair.CollectAsync(source.Token));
        byte[] share = await pair.Leader.ReleaseAsync(default);

        Collection collection = await pair.Pair.CollectAsync(default);
        collection.LeaderShare.ShouldBe(share);
        (await pair.Pair.CollectAsync(default)).HelperShare.ShouldBe(collection.HelperShare);
    }

    [Fact]
    public async Task A_caller_that_changes_a_released_share_changes_its_own_copy()
    {
        using TestPair pair = new(vdaf => vdaf, Noise);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);
        Collection first = await pair.Pair.CollectAsync(default);
        byte[] leader = [.. first.LeaderShare];
        Array.Clear(first.LeaderShare);

        (await pair.Pair.CollectAsync(default)).LeaderShare.ShouldBe(leader);
    }

    [Fact]
    public async Task Batches_that_differ_are_never_released()
    {
        using TestPair pair = new(vdaf => vdaf);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);
        byte[] output = new byte[Measurements.Prio3.Create().AggregateShareSize];
        await pair.Leader.CountAsync(ReportId.Random(), output, default);
        await pair.Helper.CountAsync(ReportId.Random(), output, default);

        AggregationException e = await Should.ThrowAsync<AggregationException>(() => pair.Pair.CollectAsync(default));
        e.Error.ShouldBe(AggregationError.BatchMismatch);
        e.Message.ShouldContain("different batches");
        await Should.ThrowAsync<InvalidOperationException>(() => pair.Leader.ReleaseAsync(default).AsTask());
        await Should.ThrowAsync<InvalidOperationException>(() => pair.Helper.ReleaseAsync(default).AsTask());
    }

    [Fact]
    public async Task Verify_keys_are_zeroed_when_the_task_takes_no_reports_any_more()
    {
        using TestPair released = new(vdaf => vdaf);
        await released.Pair.UploadAsync(Measurements.Report(released.Task, 0), default);
        released.LeaderKey.ShouldAllBe(b => b == 7);
        await released.Pair.CollectAsync(default);
        released.LeaderKey.Concat(released.HelperKey).ShouldAllBe(b => b == 0);

        using TestPair discarded = new(vdaf => vdaf);
        discarded.End();
        discarded.LeaderKey.Concat(discarded.HelperKey).ShouldAllBe(b => b == 0);
    }

    [Fact]
    public async Task A_report_whose_verification_the_end_of_its_task_overtakes_is_late_and_not_invalid()
    {
        TestPair? pair = null;
        using (pair = new TestPair(vdaf => new FaultyVdaf(vdaf) { OnPrepare = EndAfterLeader }))
        {
            (await Should.ThrowAsync<ReportRejectedException>(() => pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default)))
                .Reason.ShouldBe(RejectReason.TaskClosed);
            (await Should.ThrowAsync<AggregationException>(() => pair.Leader.BatchAsync(default).AsTask()))
                .Error.ShouldBe(AggregationError.TaskDiscarded);
        }

        // The leader has verified under the key, the helper verifies under zeros.
        (PrepareState State, byte[] PrepareShare) EndAfterLeader(AggregatorRole role, Func<(PrepareState State, byte[] PrepareShare)> real)
        {
            (PrepareState State, byte[] PrepareShare) step = real();
            if (role == AggregatorRole.Leader) pair!.End();
            return step;
        }
    }

    [Fact]
    public async Task Output_shares_are_zeroed_whatever_happens()
    {
        List<byte[]> outputs = [];
        bool fail = true;
        using TestPair pair = new(vdaf => new FaultyVdaf(vdaf)
        {
            OnPrepare = (role, real) =>
            {
                if (role == AggregatorRole.Helper && fail) throw new IOException();
                (PrepareState State, byte[] PrepareShare) step = real();
                outputs.Add(step.State.OutputShare);
                return step;
            },
        });
        Report report = Measurements.Report(pair.Task, 0);
        await Should.ThrowAsync<IOException>(() => pair.Pair.UploadAsync(report, default));
        outputs.Count.ShouldBe(1);
        fail = false;
        await pair.Pair.UploadAsync(report, default);

        outputs.Count.ShouldBe(3);
        outputs.ShouldAllBe(output => output.All(b => b == 0));
    }

    private static double[] Sum(TestPair pair, Collection collection) => collection.Sum(pair.Leader.Parameters.Vdaf.Create());
}
