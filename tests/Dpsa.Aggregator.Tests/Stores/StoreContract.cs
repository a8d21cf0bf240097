using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>What every store of an aggregator does; run once for each by deriving from it.</summary>
public abstract class StoreContract
{
    private static readonly VdafParameters Function = Measurements.Prio3;
    private static readonly IVdaf Vdaf = Function.Create();

    private readonly SessionId _session = SessionId.Random();
    private readonly TaskId _task = TaskId.Random();

    protected StoreContract() => Store = Create();

    private IAggregatorStore Store { get; }

    protected abstract IAggregatorStore Create();

    [Fact]
    public async Task A_session_is_found_as_it_was_put_and_changed()
    {
        (await Store.FindSessionAsync(_session, default)).ShouldBeNull();
        await PutAsync(secret: [1, 2, 3]);
        StoredSession found = (await Store.FindSessionAsync(_session, default))!;
        found.Parameters.ShouldBe(Session(Function));
        found.ShareSize.ShouldBe(Vdaf.AggregateShareSize);
        found.Secret.ShouldBe([1, 2, 3]);
        found.Secret[0] = 99;
        (await Store.FindSessionAsync(_session, default))!.Secret.ShouldBe([1, 2, 3], "what was found is a copy");
        await PutAsync(secret: [4, 5]);
        (await Store.FindSessionAsync(_session, default))!.Secret.ShouldBe([4, 5]);
        (await Store.FindSessionAsync(SessionId.Random(), default)).ShouldBeNull();
        await Store.EndSessionAsync(_session, default);
        (await Store.FindSessionAsync(_session, default)).ShouldBeNull();
        await Store.EndSessionAsync(_session, default);
    }

    [Fact]
    public async Task A_task_needs_a_session_and_an_id_of_its_own()
    {
        (await Store.AddTaskAsync(_session, _task, default)).ShouldBe(TaskAddition.UnknownSession);
        (await Store.FindTaskAsync(_task, default)).ShouldBeNull();
        await OpenAsync();
        (await Store.FindTaskAsync(_task, default)).ShouldBe(new StoredTask(_session, TaskPhase.Open, default));
        (await Store.AddTaskAsync(_session, _task, default)).ShouldBe(TaskAddition.Exists);
        (await PhaseAsync()).ShouldBe(TaskPhase.Open, "what was refused has ended nothing");
        await Store.AddTaskAsync(_session, TaskId.Random(), default);
        (await Store.AddTaskAsync(_session, _task, default)).ShouldBe(TaskAddition.Exists);
    }

    [Fact]
    public async Task Counting_adds_shares_numbers_and_hashes()
    {
        await OpenAsync();
        ReportId[] ids = [.. Enumerable.Range(0, 5).Select(_ => ReportId.Random())];
        byte[] checksum = new byte[32];
        for (int i = 0; i < ids.Length; i++)
        {
            (await CountAsync(ids[i], Share(i))).ShouldBe(CountOutcome.Counted);
            byte[] hash = SHA256.HashData(ids[i].ToBytes());
            for (int k = 0; k < 32; k++) checksum[k] ^= hash[k];
        }

        StoredTask stored = (await Store.FindTaskAsync(_task, default))!;
        stored.Batch.Count.ShouldBe(5);
        Convert.ToHexStringLower(checksum).ShouldBe($"{stored.Batch.ChecksumHigh:x32}{stored.Batch.ChecksumLow:x32}");
        await CloseAsync();
        byte[] expected = new byte[Vdaf.AggregateShareSize];
        for (int i = 0; i < ids.Length; i++) Vdaf.Accumulate(expected, Share(i));
        (await Store.ReleaseAsync(_task, Plain, default)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_report_counts_once_a_full_batch_and_a_closed_task_take_none()
    {
        await OpenAsync();
        ReportId first = ReportId.Random();
        await CountAsync(first, Share(1), limit: 2);
        (await Store.CheckAsync(_task, first, 2, default)).ShouldBe(CountOutcome.Replayed);
        (await CountAsync(first, Share(1), limit: 2)).ShouldBe(CountOutcome.Replayed);
        (await Store.CheckAsync(_task, ReportId.Random(), 2, default)).ShouldBe(CountOutcome.Counted);
        await CountAsync(ReportId.Random(), Share(2), limit: 2);
        (await Store.CheckAsync(_task, ReportId.Random(), 2, default)).ShouldBe(CountOutcome.Full);
        (await CountAsync(ReportId.Random(), Share(3), limit: 2)).ShouldBe(CountOutcome.Full);
        (await CountAsync(first, Share(1), limit: 2)).ShouldBe(CountOutcome.Replayed, "also in a full batch");
        Batch batch = (await Store.FindTaskAsync(_task, default))!.Batch;
        batch.Count.ShouldBe(2);
        await CloseAsync();
        (await CountAsync(ReportId.Random(), Share(3))).ShouldBe(CountOutcome.Closed);
        (await CountAsync(first, Share(1))).ShouldBe(CountOutcome.Closed);
        (await Store.CountAsync(TaskId.Random(), first, Share(1), Vdaf, 9, default)).ShouldBe(CountOutcome.Closed);
        (await Store.FindTaskAsync(_task, default))!.Batch.ShouldBe(batch);
    }

    [Fact]
    public async Task A_share_that_cannot_be_added_is_not_counted()
    {
        await OpenAsync();
        byte[] malformed = [.. Enumerable.Repeat((byte)0xFF, Vdaf.AggregateShareSize)];
        ReportId report = ReportId.Random();
        await Should.ThrowAsync<VdafException>(() => CountAsync(report, malformed));
        (await Store.FindTaskAsync(_task, default))!.Batch.ShouldBe(default);
        (await CountAsync(report, Share(1))).ShouldBe(CountOutcome.Counted);
        await CloseAsync();
        (await Store.ReleaseAsync(_task, Plain, default)).ShouldBe(Share(1));
    }

    [Fact]
    public async Task A_task_is_closed_only_with_the_batch_that_was_agreed_on()
    {
        await OpenAsync();
        await CountAsync(ReportId.Random(), Share(1));
        Batch before = (await Store.FindTaskAsync(_task, default))!.Batch;
        await CountAsync(ReportId.Random(), Share(2));
        (await Store.CloseAsync(_task, before, default)).ShouldBeFalse();
        (await PhaseAsync()).ShouldBe(TaskPhase.Open);
        (await Store.CloseAsync(TaskId.Random(), default, default)).ShouldBeFalse();
        Batch batch = (await Store.FindTaskAsync(_task, default))!.Batch;
        (await Store.CloseAsync(_task, batch with { Count = 3 }, default)).ShouldBeFalse();
        (await Store.CloseAsync(_task, batch, default)).ShouldBeTrue();
        (await PhaseAsync()).ShouldBe(TaskPhase.Closed);
        (await Store.CloseAsync(_task, batch, default)).ShouldBeTrue("it can be repeated");
    }

    [Fact]
    public async Task Noise_is_added_once_whatever_fails_before()
    {
        await OpenAsync();
        await CountAsync(ReportId.Random(), Share(1));
        (await Store.ReleaseAsync(_task, Plain, default)).ShouldBeNull("an open task releases nothing");
        await CloseAsync();
        int calls = 0;
        await Should.ThrowAsync<IOException>(() => Store.ReleaseAsync(_task, Failing, default).AsTask());
        (await PhaseAsync()).ShouldBe(TaskPhase.Closed);

        byte[] released = (await Store.ReleaseAsync(_task, Marked, default))!;
        released[0].ShouldBe((byte)(Share(1)[0] ^ 1), "what failed before has left nothing");
        (await PhaseAsync()).ShouldBe(TaskPhase.Released);
        released[0] = 77;
        byte[] again = (await Store.ReleaseAsync(_task, Marked, default))!;
        again[0].ShouldBe((byte)(Share(1)[0] ^ 1), "the one that was released, and a copy");
        calls.ShouldBe(1);

        static void Failing(ReadOnlySpan<byte> share, Span<byte> noised)
        {
            share.CopyTo(noised);
            noised[0] ^= 8;
            throw new IOException();
        }

        void Marked(ReadOnlySpan<byte> share, Span<byte> noised)
        {
            noised.ToArray().ShouldAllBe(b => b == 0);
            share.CopyTo(noised);
            noised[0] ^= (byte)++calls;
        }
    }

    [Fact]
    public async Task What_ended_says_whether_it_was_released()
    {
        await OpenAsync();
        await CountAsync(ReportId.Random(), Share(1));
        TaskId next = TaskId.Random();
        await Store.AddTaskAsync(_session, next, default);
        (await PhaseAsync()).ShouldBe(TaskPhase.Discarded);
        (await CountAsync(ReportId.Random(), Share(1))).ShouldBe(CountOutcome.Closed);
        (await Store.CloseAsync(_task, default, default)).ShouldBeFalse();
        (await Store.ReleaseAsync(_task, Plain, default)).ShouldBeNull();

        (await Store.CountAsync(next, ReportId.Random(), Share(2), Vdaf, 9, default)).ShouldBe(CountOutcome.Counted);
        await Store.CloseAsync(next, (await Store.FindTaskAsync(next, default))!.Batch, default);
        await Store.ReleaseAsync(next, Plain, default);
        await Store.EndSessionAsync(_session, default);
        (await Store.FindTaskAsync(next, default))!.Phase.ShouldBe(TaskPhase.Dropped);
        (await Store.ReleaseAsync(next, Plain, default)).ShouldBeNull("no noise is ever drawn for it again");
        (await Store.AddTaskAsync(_session, TaskId.Random(), default)).ShouldBe(TaskAddition.UnknownSession);
    }

    [Fact]
    public async Task Counts_of_many_at_once_are_all_there_and_a_repeated_one_is_there_once()
    {
        await OpenAsync();
        ReportId[] ids = [.. Enumerable.Range(0, 60).Select(_ => ReportId.Random())];
        CountOutcome[] outcomes = await Task.WhenAll(
            ids.Concat(ids).Select((id, i) => Task.Run(() => CountAsync(id, Share(i % ids.Length), limit: 1000))));
        outcomes.Count(o => o == CountOutcome.Counted).ShouldBe(60);
        outcomes.Count(o => o == CountOutcome.Replayed).ShouldBe(60);
        await CloseAsync();
        byte[] expected = new byte[Vdaf.AggregateShareSize];
        for (int i = 0; i < ids.Length; i++) Vdaf.Accumulate(expected, Share(i));
        byte[]?[] shares = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.ReleaseAsync(_task, Plain, default).AsTask())));
        shares.ShouldAllBe(s => s!.SequenceEqual(expected));
    }

    [Fact]
    public async Task A_cancelled_call_changes_nothing()
    {
        CancellationToken cancelled = new(canceled: true);
        await OpenAsync();
        ReportId report = ReportId.Random();
        foreach (Func<Task> call in (Func<Task>[])
        [
            () => Store.PutSessionAsync(_session, new StoredSession(Session(Function), 1, []), cancelled).AsTask(),
            () => Store.FindSessionAsync(_session, cancelled).AsTask(),
            () => Store.AddTaskAsync(_session, TaskId.Random(), cancelled).AsTask(),
            () => Store.FindTaskAsync(_task, cancelled).AsTask(),
            () => Store.CheckAsync(_task, report, 9, cancelled).AsTask(),
            () => Store.CountAsync(_task, report, Share(1), Vdaf, 9, cancelled).AsTask(),
            () => Store.CloseAsync(_task, default, cancelled).AsTask(),
            () => Store.ReleaseAsync(_task, Plain, cancelled).AsTask(),
            () => Store.EndSessionAsync(_session, cancelled).AsTask(),
        ])
            await Should.ThrowAsync<OperationCanceledException>(call);
        (await Store.FindTaskAsync(_task, default)).ShouldBe(new StoredTask(_session, TaskPhase.Open, default));
        (await CountAsync(report, Share(1))).ShouldBe(CountOutcome.Counted);
    }

    private static void Plain(ReadOnlySpan<byte> share, Span<byte> noised) => share.CopyTo(noised);

    private static SessionParameters Session(VdafParameters function) => new(function, DpStrategy.None, 1);

    // Small field elements, each coordinate another.
    private static byte[] Share(int number)
    {
        byte[] share = new byte[Vdaf.AggregateShareSize];
        int size = share.Length / Vdaf.Dimension;
        for (int i = 0; i < Vdaf.Dimension; i++) share[i * size] = (byte)((number * 31) + i + 1);
        return share;
    }

    private ValueTask PutAsync(byte[] secret) =>
        Store.PutSessionAsync(_session, new StoredSession(Session(Function), Vdaf.AggregateShareSize, secret), default);

    private async Task OpenAsync()
    {
        await PutAsync([7]);
        (await Store.AddTaskAsync(_session, _task, default)).ShouldBe(TaskAddition.Added);
    }

    private Task<CountOutcome> CountAsync(ReportId report, byte[] share, long limit = 100) =>
        Store.CountAsync(_task, report, share, Vdaf, limit, default).AsTask();

    private async Task CloseAsync() =>
        (await Store.CloseAsync(_task, (await Store.FindTaskAsync(_task, default))!.Batch, default)).ShouldBeTrue();

    private async Task<TaskPhase> PhaseAsync() => (await Store.FindTaskAsync(_task, default))!.Phase;
}
