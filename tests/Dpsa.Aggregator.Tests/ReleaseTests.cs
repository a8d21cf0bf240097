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

        Should.Throw<IOException>(() => pair.Pair.Collect(default));
        Should.Throw<IOException>(() => pair.Pair.Collect(default));

        // What was added twice before would show.
        Sum(pair, pair.Pair.Collect(default)).ShouldBe(Measurements.Vectors[0].Select(v => (v + 1000) / 32768.0));

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
        Should.Throw<IOException>(() => pair.Pair.Collect(default));
        AggregatorTask sound = failing == AggregatorRole.Leader ? pair.Helper : pair.Leader;
        byte[] share = sound.Release(default);

        (await Should.ThrowAsync<ReportRejectedException>(() => pair.Pair.UploadAsync(Measurements.Report(pair.Task, 1), default)))
            .Reason.ShouldBe(RejectReason.TaskClosed);
        Collection collection = pair.Pair.Collect(default);

        collection.ReportCount.ShouldBe(1);
        (failing == AggregatorRole.Leader ? collection.HelperShare : collection.LeaderShare).ShouldBe(share);
        pair.Leader.Batch().Count.ShouldBe(1);
        pair.Helper.Batch().Count.ShouldBe(1);

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
        Should.Throw<OperationCanceledException>(() => pair.Pair.Collect(source.Token));
        byte[] share = pair.Leader.Release(default);

        Collection collection = pair.Pair.Collect(default);
        collection.LeaderShare.ShouldBe(share);
        pair.Pair.Collect(default).HelperShare.ShouldBe(collection.HelperShare);
    }

    [Fact]
    public async Task A_caller_that_changes_a_released_share_changes_its_own_copy()
    {
        using TestPair pair = new(vdaf => vdaf, Noise);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);
        Collection first = pair.Pair.Collect(default);
        byte[] leader = [.. first.LeaderShare];
        Array.Clear(first.LeaderShare);

        pair.Pair.Collect(default).LeaderShare.ShouldBe(leader);
    }

    [Fact]
    public async Task Batches_that_differ_are_never_released()
    {
        using TestPair pair = new(vdaf => vdaf);
        await pair.Pair.UploadAsync(Measurements.Report(pair.Task, 0), default);
        byte[] output = new byte[Measurements.Prio3.Create().AggregateShareSize];
        pair.Leader.Count(ReportId.Random(), output);
        pair.Helper.Count(ReportId.Random(), output);

        AggregationException e = Should.Throw<AggregationException>(() => pair.Pair.Collect(default));
        e.Error.ShouldBe(AggregationError.BatchMismatch);
        e.Message.ShouldContain("different batches");
        Should.Throw<InvalidOperationException>(() => pair.Leader.Release(default));
        Should.Throw<InvalidOperationException>(() => pair.Helper.Release(default));
    }

    [Fact]
    public async Task Verify_keys_are_zeroed_when_the_task_takes_no_reports_any_more()
    {
        using TestPair released = new(vdaf => vdaf);
        await released.Pair.UploadAsync(Measurements.Report(released.Task, 0), default);
        released.LeaderKey.ShouldAllBe(b => b == 7);
        released.Pair.Collect(default);
        released.LeaderKey.Concat(released.HelperKey).ShouldAllBe(b => b == 0);

        using TestPair discarded = new(vdaf => vdaf);
        discarded.Pair.End();
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
            pair.Leader.Batch().Count.ShouldBe(0);
        }

        // The leader has verified under the key, the helper verifies under zeros.
        (PrepareState State, byte[] PrepareShare) EndAfterLeader(AggregatorRole role, Func<(PrepareState State, byte[] PrepareShare)> real)
        {
            (PrepareState State, byte[] PrepareShare) step = real();
            if (role == AggregatorRole.Leader) pair!.Pair.End();
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
