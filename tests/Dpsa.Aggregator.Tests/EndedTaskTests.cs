using Dpsa.Dap;
using Dpsa.Privacy;

namespace Dpsa.Aggregator.Tests;

/// <summary>What a task answers that has ended.</summary>
public sealed class EndedTaskTests
{
    private readonly InProcessAggregators _aggregators = new();

    [Fact]
    public async Task A_released_sum_can_be_collected_again_until_the_next_round_starts()
    {
        SessionId session = await SessionAsync();
        TaskId first = await RoundAsync(session, reports: 2);
        Collection collection = await CollectAsync(first, default);
        (await CollectAsync(first, default)).LeaderShare.ShouldBe(collection.LeaderShare);

        TaskId second = await RoundAsync(session, reports: 2);

        await AnswersAsync(first, AggregationError.ReleaseDropped);
        (await CollectAsync(second, default)).ReportCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_round_that_was_not_collected_ends_when_the_next_one_starts()
    {
        SessionId session = await SessionAsync();
        TaskId first = await RoundAsync(session, reports: 1);
        (await Should.ThrowAsync<AggregationException>(() => CollectAsync(first, default)))
            .Error.ShouldBe(AggregationError.InvalidBatchSize);
        Report late = Measurements.Report(first, 0);

        await RoundAsync(session, reports: 2);

        await AnswersAsync(first, AggregationError.TaskDiscarded);
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(late, default)))
            .Reason.ShouldBe(RejectReason.TaskClosed);
    }

    [Fact]
    public async Task Rounds_of_other_sessions_go_on()
    {
        TaskId other = await RoundAsync(await SessionAsync(), reports: 2);
        SessionId session = await SessionAsync();
        await RoundAsync(session, reports: 2);
        await RoundAsync(session, reports: 2);
        await _aggregators.Coordinator.EndSessionAsync(session, default);

        (await CollectAsync(other, default)).ReportCount.ShouldBe(2);
    }

    [Fact]
    public async Task Tasks_of_a_session_that_has_ended_say_what_became_of_them()
    {
        SessionId session = await SessionAsync();
        TaskId released = await RoundAsync(session, reports: 2);
        await CollectAsync(released, default);
        await _aggregators.Coordinator.EndSessionAsync(session, default);
        await _aggregators.Coordinator.EndSessionAsync(session, default);
        await AnswersAsync(released, AggregationError.ReleaseDropped);

        SessionId other = await SessionAsync();
        TaskId open = await RoundAsync(other, reports: 2);
        await _aggregators.Coordinator.EndSessionAsync(other, default);
        await AnswersAsync(open, AggregationError.TaskDiscarded);
        (await Should.ThrowAsync<AggregationException>(() => _aggregators.Coordinator.StartRoundAsync(other, TaskId.Random(), default)))
            .Error.ShouldBe(AggregationError.UnrecognizedSession);
    }

    private async Task AnswersAsync(TaskId task, AggregationError error)
    {
        (await Should.ThrowAsync<AggregationException>(() => CollectAsync(task, default))).Error.ShouldBe(error);
        (await Should.ThrowAsync<AggregationException>(() => _aggregators.Helper.GetTaskParametersAsync(task, default)))
            .Error.ShouldBe(error);
        (await Should.ThrowAsync<AggregationException>(() => _aggregators.StatisticsAsync(task))).Error.ShouldBe(error);
    }

    private Task<SessionId> SessionAsync() =>
        _aggregators.Coordinator.CreateSessionAsync(new SessionParameters(Measurements.Prio3, DpStrategy.None), default);

    private async Task<TaskId> RoundAsync(SessionId session, int reports)
    {
        TaskId task = TaskId.Random();
        await _aggregators.Coordinator.StartRoundAsync(session, task, default);
        for (int i = 0; i < reports; i++) await _aggregators.Leader.UploadAsync(Measurements.Report(task, i), default);
        return task;
    }

    private Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) =>
        _aggregators.Coordinator.Collector.CollectAsync(task, cancellationToken);
}
