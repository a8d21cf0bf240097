using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>Each aggregator has its own side of a session, and neither makes its keys alone.</summary>
public sealed class SessionTests
{
    private static readonly SessionParameters Parameters = new(Measurements.Prio3, DpStrategy.None, 1);

    private readonly InProcessAggregators _aggregators = new();

    private IAggregatorManager Leader => _aggregators.Coordinator.Leader;

    private IAggregatorManager Helper => _aggregators.Coordinator.Helper;

    [Fact]
    public async Task The_helper_joins_a_session_of_the_leader_with_the_same_parameters_once()
    {
        SessionId session = await Leader.CreateSessionAsync(Parameters, null, default);
        await FailsAsync(() => Helper.CreateSessionAsync(Parameters, null, default));
        await FailsAsync(() => Helper.CreateSessionAsync(Parameters, SessionId.Random(), default));
        SessionParameters others = Parameters with { MinBatchSize = 2 };
        (await Should.ThrowAsync<ArgumentException>(() => Helper.CreateSessionAsync(others, session, default)))
            .Message.ShouldContain("are not the leader's");
        (await Helper.CreateSessionAsync(Parameters, session, default)).ShouldBe(session);
        await FailsAsync(() => Helper.CreateSessionAsync(Parameters, session, default));
    }

    [Fact]
    public async Task The_leader_takes_no_id_that_another_chose_so_that_no_session_is_replaced()
    {
        SessionId session = await _aggregators.Coordinator.CreateSessionAsync(Parameters, default);
        await Should.ThrowAsync<ArgumentException>(() => Leader.CreateSessionAsync(Parameters, session, default));
        TaskId task = TaskId.Random();
        await _aggregators.Coordinator.StartRoundAsync(session, task, default);
        await _aggregators.Leader.UploadAsync(Measurements.Report(task, 0), default);
    }

    [Fact]
    public async Task A_session_that_the_helper_refuses_is_ended_at_the_leader()
    {
        SessionId session = default;
        CoordinatorEndpoints real = _aggregators.Coordinator;
        CoordinatorEndpoints refusing = real with { Helper = new Refusing(id => session = id) };
        await Should.ThrowAsync<IOException>(() => refusing.CreateSessionAsync(Parameters, default));
        session.ShouldNotBe(default);
        await FailsAsync(() => Helper.CreateSessionAsync(Parameters, session, default));
    }

    [Fact]
    public async Task A_session_that_the_helper_has_not_joined_starts_no_round()
    {
        SessionId session = await Leader.CreateSessionAsync(Parameters, null, default);
        AggregationException e = await Should.ThrowAsync<AggregationException>(
            () => Leader.StartRoundAsync(session, TaskId.Random(), default));
        e.Error.ShouldBe(AggregationError.UnrecognizedSession);
        e.Message.ShouldContain("has not joined");
    }

    [Fact]
    public async Task A_round_that_one_aggregator_opened_takes_no_reports_and_releases_nothing()
    {
        SessionId session = await _aggregators.Coordinator.CreateSessionAsync(Parameters, default);
        TaskId task = TaskId.Random();
        await Leader.StartRoundAsync(session, task, default);
        (await _aggregators.Leader.GetTaskParametersAsync(task, default)).Task.ShouldBe(task);
        await FailsAsync(() => _aggregators.Helper.GetTaskParametersAsync(task, default), AggregationError.UnrecognizedTask);
        Report report = Measurements.Report(task, 0);
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(report, default)))
            .Reason.ShouldBe(RejectReason.TaskClosed);
        await FailsAsync(() => CollectAsync(task, default), AggregationError.UnrecognizedTask);

        await Helper.StartRoundAsync(session, task, default);
        await _aggregators.Leader.UploadAsync(report, default);
        (await CollectAsync(task, default)).ReportCount.ShouldBe(1);
    }

    [Fact]
    public void A_key_follows_from_both_contributions_and_the_task()
    {
        byte[] secret = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
        TaskId task = TaskId.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)(255 - i))]);
        byte[] key = VerifyKeys.Derive(secret, task, 16);

        // HKDF of RFC 5869 by hand: extract under 32 zero bytes, one block of expand.
        byte[] extracted = HMACSHA256.HashData(new byte[32], secret);
        byte[] block = HMACSHA256.HashData(extracted, (byte[])[.. "dpsa verify key 01"u8, .. task.ToBytes(), 1]);
        key.ShouldBe(block[..16]);

        VerifyKeys.Derive(secret, TaskId.Random(), 16).ShouldNotBe(key);
        foreach (int place in (int[])[0, 31, 32, 63])
        {
            byte[] other = [.. secret];
            other[place] ^= 1;
            VerifyKeys.Derive(other, task, 16).ShouldNotBe(key);
        }

        VerifyKeys.NewContribution().ShouldNotBe(VerifyKeys.NewContribution());
    }

    private static async Task FailsAsync(Func<Task> call, AggregationError error = AggregationError.UnrecognizedSession) =>
        (await Should.ThrowAsync<AggregationException>(call)).Error.ShouldBe(error);

    private Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) =>
        _aggregators.Coordinator.Collector.CollectAsync(task, cancellationToken);

    private sealed class Refusing(Action<SessionId> asked) : IAggregatorManager
    {
        public AggregatorRole Role => AggregatorRole.Helper;

        public Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken)
        {
            asked(session!.Value);
            throw new IOException();
        }

        public Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task EndSessionAsync(SessionId session, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
