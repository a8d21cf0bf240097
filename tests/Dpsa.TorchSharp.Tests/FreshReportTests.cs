using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.TorchSharp.Tests;

/// <summary>The point at which a proof is checked can fall where it shows nothing; then nobody counts the report.</summary>
public sealed class FreshReportTests : IDisposable
{
    private readonly ClientBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_client_sits_the_round_out_unless_it_allows_a_fresh_report()
    {
        Refuse(1, RejectReason.QueryPointOnDomain);
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of());
        FitInstruction instruction = await _bench.StartAsync();
        await Should.ThrowAsync<ReportRejectedException>(() => trainer.FitAsync(instruction, _bench.Models));
        _bench.Aggregators.Uploads.Count.ShouldBe(1);
        await _bench.ShouldRefuseAsync(trainer, instruction, RefusalReason.ReportedBefore);
        trainer.PrivacySpent.Rounds.ShouldBe(1);
    }

    [Fact]
    public async Task A_fresh_report_has_a_new_id_and_randomness_the_same_update_and_one_entry_in_the_ledger()
    {
        FitInstruction instruction = await _bench.StartAsync(null);
        await _bench.Trainer(Limits.Of(allowNoNoise: true)).FitAsync(instruction, _bench.Models);
        _bench.Aggregators.Uploads.Clear();
        List<byte[]> helperShares = [];
        Refuse(1, RejectReason.QueryPointOnDomain, helperShares);

        DpsaFederatedTrainer trainer = _bench.Trainer(Allowing(noNoise: true));
        FitResult result = await trainer.FitAsync(instruction, _bench.Models);

        Report[] sent = [.. _bench.Aggregators.Uploads];
        sent.Length.ShouldBe(2);
        sent[1].Task.ShouldBe(instruction.Task);
        sent[1].Id.ShouldNotBe(sent[0].Id);
        helperShares[1].ShouldNotBe(helperShares[0]);
        result.Receipt.Report.ShouldBe(sent[1].Id);
        trainer.PrivacySpent.Rounds.ShouldBe(1);
        _bench.Trainings.ShouldBe(2, "one of each client");
        sent.ShouldAllBe(r => r.Shares.LeaderInputShare.All(b => b == 0) && r.Shares.HelperInputShare.All(b => b == 0));

        // Two clients' sum, each of 0.01 a coordinate.
        Collection collection = await _bench.Real.Coordinator.Collector.CollectAsync(instruction.Task, default);
        collection.ReportCount.ShouldBe(2);
        collection.Sum(new FixedPointParameters(26, 16).Create()).ShouldAllBe(v => Math.Abs(v - 0.02) < 1e-3);
    }

    [Fact]
    public async Task There_is_one_fresh_report_and_no_third()
    {
        Refuse(2, RejectReason.QueryPointOnDomain);
        DpsaFederatedTrainer trainer = _bench.Trainer(Allowing());
        FitInstruction instruction = await _bench.StartAsync();
        await Should.ThrowAsync<ReportRejectedException>(() => trainer.FitAsync(instruction, _bench.Models));
        _bench.Aggregators.Uploads.Count.ShouldBe(2);
        trainer.PrivacySpent.Rounds.ShouldBe(1);
    }

    [Theory]
    [InlineData(RejectReason.Replayed)]
    [InlineData(RejectReason.TaskClosed)]
    [InlineData(RejectReason.Malformed)]
    [InlineData(RejectReason.InvalidProof)]
    [InlineData(RejectReason.BatchFull)]
    public async Task No_other_refusal_is_answered_with_a_report(RejectReason reason)
    {
        Refuse(1, reason);
        FitInstruction instruction = await _bench.StartAsync();
        await Should.ThrowAsync<ReportRejectedException>(() => _bench.Trainer(Allowing()).FitAsync(instruction, _bench.Models));
        _bench.Aggregators.Uploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_of_another_report_is_not_answered_with_one()
    {
        _bench.Aggregators.Intercept =
            _ => throw new ReportRejectedException(new ReportId(1), RejectReason.QueryPointOnDomain, "by chance.");
        FitInstruction instruction = await _bench.StartAsync();
        await Should.ThrowAsync<ReportRejectedException>(() => _bench.Trainer(Allowing()).FitAsync(instruction, _bench.Models));
        _bench.Aggregators.Uploads.Count.ShouldBe(1);
    }

    private static DpsaTrainerOptions Allowing(bool noNoise = false) => new()
    {
        MaxPrivacyPerRound = new ZcdpBudget(1),
        MaxPrivacyTotal = 1,
        Ledger = PrivacyLedger.InMemory(),
        AllowNoNoise = noNoise,
        AllowFreshReport = true,
    };

    private void Refuse(int times, RejectReason reason, List<byte[]>? helperShares = null) => _bench.Aggregators.Intercept = report =>
    {
        helperShares?.Add([.. report.Shares.HelperInputShare]);
        return times-- > 0 ? throw new ReportRejectedException(report.Id, reason, "by chance.") : report;
    };
}
