using System.Security.Cryptography;
using System.Text;
using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>A report counts in the task that it was made for, and nowhere else.</summary>
public sealed class ReportBindingTests
{
    private readonly InProcessAggregators _aggregators = new();

    [Fact]
    public void Id_is_the_hash_of_label_task_and_salt()
    {
        TaskId task = TaskId.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)(7 * i))]);
        byte[] salt = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        byte[] input = [.. Encoding.ASCII.GetBytes("dpsa report id 01"), .. task.ToBytes(), .. salt];

        Report report = new(task, ReportId.FromBytes(salt).Value, new ReportShares([], [], []));

        report.Id.ToBytes().ShouldBe(SHA256.HashData(input)[..16]);
    }

    [Fact]
    public void Reports_of_one_vector_have_ids_of_their_own()
    {
        TaskId task = TaskId.Random();
        Measurements.Report(task, 0).Id.ShouldNotBe(Measurements.Report(task, 0).Id);
    }

    [Theory]
    [InlineData(nameof(Measurements.Prio3))]
    [InlineData(nameof(Measurements.Pine))]
    public async Task A_report_is_not_valid_in_another_task_of_its_session(string function)
    {
        VdafParameters parameters = Measurements.Function(function);
        SessionId session = await SessionAsync(parameters);
        TaskId first = await RoundAsync(session);
        Report report = Measurements.Report(first, 0, parameters);
        await _aggregators.Leader.UploadAsync(report, default);
        TaskId second = await RoundAsync(session);

        await RefusesAsync(report with { Task = second }, RejectReason.InvalidProof);
        await RefusesAsync(report, RejectReason.TaskClosed);
    }

    [Theory]
    [InlineData(nameof(Measurements.Prio3))]
    [InlineData(nameof(Measurements.Pine))]
    public async Task A_report_is_not_valid_in_a_task_of_another_session(string function)
    {
        VdafParameters parameters = Measurements.Function(function);
        TaskId first = await RoundAsync(await SessionAsync(parameters));
        TaskId second = await RoundAsync(await SessionAsync(parameters));
        Report report = Measurements.Report(first, 0, parameters);

        await RefusesAsync(report with { Task = second }, RejectReason.InvalidProof);
        await _aggregators.Leader.UploadAsync(report, default);
    }

    [Theory]
    [InlineData(nameof(Measurements.Prio3))]
    [InlineData(nameof(Measurements.Pine))]
    public async Task Halves_of_two_reports_do_not_make_a_third(string function)
    {
        VdafParameters parameters = Measurements.Function(function);
        SessionId session = await SessionAsync(parameters);
        TaskId earlier = await RoundAsync(session);
        Report old = Measurements.Report(earlier, 0, parameters);
        TaskId task = await RoundAsync(session);
        Report one = Measurements.Report(task, 0, parameters);
        foreach (Report other in new[] { Measurements.Report(task, 0, parameters), old })
        {
            foreach (UInt128 salt in new[] { one.Salt, other.Salt, ReportId.Random().Value })
            {
                await RefusesAsync(new Report(task, salt, one.Shares with { HelperInputShare = other.Shares.HelperInputShare }));
                await RefusesAsync(new Report(task, salt, one.Shares with { LeaderInputShare = other.Shares.LeaderInputShare }));
                await RefusesAsync(new Report(task, salt, one.Shares with { PublicShare = other.Shares.PublicShare }));
            }
        }

        (await _aggregators.StatisticsAsync(task)).Reports.ShouldBe(0);
    }

    [Fact]
    public async Task Another_salt_is_another_nonce()
    {
        TaskId task = await RoundAsync(await SessionAsync(Measurements.Prio3));
        await RefusesAsync(Measurements.Report(task, 0) with { Salt = 1 }, RejectReason.InvalidProof);
    }

    // A second task of the same id would count the reports of the first again.
    [Fact]
    public async Task An_id_of_a_task_is_used_once_whatever_became_of_the_task()
    {
        SessionId session = await SessionAsync(Measurements.Prio3);
        TaskId running = await RoundAsync(session);
        await RefusesToStartAsync(session, running);

        await RoundAsync(session);
        await RefusesToStartAsync(session, running);

        await _aggregators.Coordinator.EndSessionAsync(session, default);
        await RefusesToStartAsync(await SessionAsync(Measurements.Prio3), running);
    }

    private async Task RefusesToStartAsync(SessionId session, TaskId task) =>
        (await Should.ThrowAsync<AggregationException>(() => _aggregators.Coordinator.StartRoundAsync(session, task, default)))
            .Error.ShouldBe(AggregationError.TaskExists);

    private Task<SessionId> SessionAsync(VdafParameters function) =>
        _aggregators.Coordinator.CreateSessionAsync(new SessionParameters(function, DpStrategy.None), default);

    private async Task<TaskId> RoundAsync(SessionId session)
    {
        TaskId task = TaskId.Random();
        await _aggregators.Coordinator.StartRoundAsync(session, task, default);
        return task;
    }

    private async Task RefusesAsync(Report report, RejectReason reason) =>
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(report, default))).Reason.ShouldBe(reason);

    // Under a salt that was used, the id is known and the content another.
    private async Task RefusesAsync(Report report) =>
        (await Should.ThrowAsync<ReportRejectedException>(() => _aggregators.Leader.UploadAsync(report, default)))
            .Reason.ShouldBeOneOf(RejectReason.InvalidProof, RejectReason.Replayed);
}
