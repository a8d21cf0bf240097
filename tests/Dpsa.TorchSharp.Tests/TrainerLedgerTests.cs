using Dpsa.Federation;
using Dpsa.Privacy;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>The account belongs to the data holder: whatever asks, and however often, it is one.</summary>
public sealed class TrainerLedgerTests : IDisposable
{
    private readonly ClientBench _bench = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dpsa-trainer-");

    private string LedgerPath => Path.Combine(_folder.FullName, "ledger");

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_trainer_made_anew_sends_no_second_report_to_a_task()
    {
        using PrivacyLedger ledger = PrivacyLedger.InMemory();
        FitInstruction instruction = await _bench.StartAsync();
        await _bench.Trainer(Limits.Of(ledger: ledger)).FitAsync(instruction, _bench.Models);

        DpsaFederatedTrainer anew = _bench.Trainer(Limits.Of(ledger: ledger));
        anew.PrivacySpent.Rounds.ShouldBe(1);
        TaskRefusedException e = await _bench.ShouldRefuseAsync(anew, instruction with { Round = 4 }, RefusalReason.ReportedBefore);
        e.Message.ShouldContain(instruction.Task.ToString());
    }

    [Fact]
    public async Task Two_trainers_of_one_holder_that_train_at_once_for_one_task_send_one_report()
    {
        using PrivacyLedger ledger = PrivacyLedger.InMemory();
        FitInstruction instruction = await _bench.StartAsync();
        using Barrier both = new(2);
        LocalTraining<nn.Module> together = (module, context) =>
        {
            both.SignalAndWait(TimeSpan.FromMinutes(1), context.CancellationToken).ShouldBeTrue();
            return ClientBench.Step(module, context);
        };
        using TwoLayers first = new();
        using TwoLayers second = new();
        DpsaFederatedTrainer[] trainers = [.. new[] { first, second }.Select(m =>
            DpsaFederatedTrainer.Create("client", m, together, _bench.Aggregators.Leader, _bench.Aggregators.Helper, Limits.Of(ledger: ledger)))];

        Task<FitResult>[] rounds = [.. trainers.Select(t => t.FitAsync(instruction, _bench.Models))];
        Exception?[] failures = [.. await Task.WhenAll(rounds.Select(async r => await Record.ExceptionAsync(() => r)))];

        failures.Count(f => f is null).ShouldBe(1);
        failures.OfType<TaskRefusedException>().ShouldHaveSingleItem().Reason.ShouldBe(RefusalReason.ReportedBefore);
        _bench.Aggregators.Uploads.Count.ShouldBe(1);
        ledger.Spent.Rounds.ShouldBe(1);
    }

    [Fact]
    public async Task Trainers_sessions_and_coordinators_share_the_total()
    {
        // Each round at e = 1 costs one half; the third coordinator's comes to the end of the budget.
        using PrivacyLedger ledger = PrivacyLedger.InMemory();
        Rational total = new(3, 2);
        await _bench.Trainer(Limits.Of(total: total, ledger: ledger)).FitAsync(await _bench.StartAsync(), _bench.Models);
        DpsaFederatedTrainer second = _bench.Trainer(Limits.Of(total: total, ledger: ledger));
        await second.FitAsync(await _bench.StartAsync(), _bench.Models);
        using ClientBench other = new();
        DpsaFederatedTrainer elsewhere = other.Trainer(Limits.Of(total: total, ledger: ledger));
        await elsewhere.FitAsync(await other.StartAsync(), _bench.Models);

        TaskRefusedException e = await other.ShouldRefuseAsync(elsewhere, await other.StartAsync(), RefusalReason.TotalExceeded);
        e.Message.ShouldContain("1.5");
        await _bench.ShouldRefuseAsync(second, await _bench.StartAsync(), RefusalReason.TotalExceeded);
        second.PrivacySpent.ProtectedRho.ShouldBe(total);
    }

    [Fact]
    public async Task A_run_stops_for_a_client_whose_total_is_reached()
    {
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of(total: new Rational(5, 4)));
        await trainer.FitAsync(await _bench.StartAsync(), _bench.Models);
        await trainer.FitAsync(await _bench.StartAsync(), _bench.Models);
        await _bench.ShouldRefuseAsync(trainer, await _bench.StartAsync(), RefusalReason.TotalExceeded);
        trainer.PrivacySpent.Rounds.ShouldBe(2);
    }

    [Fact]
    public async Task A_total_that_another_trainer_used_up_during_the_training_stops_the_report()
    {
        using PrivacyLedger ledger = PrivacyLedger.InMemory();
        FitInstruction other = await _bench.StartAsync();
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of(total: new Rational(1, 2), ledger: ledger), (module, context) =>
        {
            ledger.Spend(other.Task.ToString(), new RoundPrivacy(DpStrategy.FromPrivacyParameter(1), 1, 1), new Rational(1, 2));
            return ClientBench.Step(module, context);
        });
        FitInstruction instruction = await _bench.StartAsync();
        (await Should.ThrowAsync<TaskRefusedException>(() => trainer.FitAsync(instruction, _bench.Models))).Reason.ShouldBe(RefusalReason.TotalExceeded);
        _bench.Aggregators.Uploads.ShouldBeEmpty();
        ledger.HasReported(instruction.Task.ToString()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_restart_forgets_nothing()
    {
        FitInstruction instruction = await _bench.StartAsync();
        using (PrivacyLedger ledger = PrivacyLedger.Create(LedgerPath))
            await _bench.Trainer(Limits.Of(total: new Rational(3, 4), ledger: ledger)).FitAsync(instruction, _bench.Models);

        using PrivacyLedger reopened = PrivacyLedger.Open(LedgerPath);
        DpsaFederatedTrainer restarted = _bench.Trainer(Limits.Of(total: new Rational(3, 4), ledger: reopened));
        restarted.PrivacySpent.ProtectedRho.ShouldBe(new Rational(1, 2));
        await _bench.ShouldRefuseAsync(restarted, instruction, RefusalReason.ReportedBefore);
        await _bench.ShouldRefuseAsync(restarted, await _bench.StartAsync(), RefusalReason.TotalExceeded);
    }

    [Fact]
    public async Task A_crash_between_ledger_and_upload_counts_as_spent()
    {
        FitInstruction instruction = await _bench.StartAsync();
        int onDisk = 0;
        using (PrivacyLedger ledger = PrivacyLedger.Create(LedgerPath))
        {
            _bench.Aggregators.Intercept = _ =>
            {
                // Here the process ends: the line is in the file before the report leaves.
                onDisk = File.ReadAllLines(LedgerPath).Length;
                throw new TimeoutException();
            };
            await Should.ThrowAsync<TimeoutException>(() => _bench.Trainer(Limits.Of(ledger: ledger)).FitAsync(instruction, _bench.Models));
        }

        onDisk.ShouldBe(2);
        using PrivacyLedger reopened = PrivacyLedger.Open(LedgerPath);
        DpsaFederatedTrainer restarted = _bench.Trainer(Limits.Of(ledger: reopened));
        restarted.PrivacySpent.Rounds.ShouldBe(1);
        await _bench.ShouldRefuseAsync(restarted, instruction, RefusalReason.ReportedBefore);
    }

    [Fact]
    public async Task Nothing_is_sent_where_the_ledger_cannot_be_written()
    {
        FitInstruction instruction = await _bench.StartAsync();
        PrivacyLedger ledger = PrivacyLedger.Create(LedgerPath);
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of(ledger: ledger), (module, context) =>
        {
            ledger.Dispose();
            return ClientBench.Step(module, context);
        });
        await Should.ThrowAsync<ObjectDisposedException>(() => trainer.FitAsync(instruction, _bench.Models));
        _bench.Aggregators.Uploads.ShouldBeEmpty();
        using PrivacyLedger reopened = PrivacyLedger.Open(LedgerPath);
        reopened.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_round_without_noise_ends_the_total_for_trainers_that_do_not_allow_it()
    {
        using PrivacyLedger ledger = PrivacyLedger.InMemory();
        await _bench.Trainer(Limits.Of(ledger: ledger, allowNoNoise: true)).FitAsync(await _bench.StartAsync(null), _bench.Models);
        ledger.Spent.Rho.ShouldBe(double.PositiveInfinity);
        FitInstruction next = await _bench.StartAsync();
        await _bench.ShouldRefuseAsync(_bench.Trainer(Limits.Of(ledger: ledger)), next, RefusalReason.TotalExceeded);
        await _bench.Trainer(Limits.Of(ledger: ledger, allowNoNoise: true)).FitAsync(next, _bench.Models);
    }

    [Fact]
    public async Task The_holder_sees_where_the_budget_went()
    {
        FitInstruction instruction = await _bench.StartAsync();
        using PrivacyLedger ledger = PrivacyLedger.InMemory();
        await _bench.Trainer(Limits.Of(ledger: ledger)).FitAsync(instruction, _bench.Models);
        FitInstruction named = await _bench.StartAsync(2);
        await _bench.Trainer(new DpsaTrainerOptions
        {
            MaxPrivacyPerRound = new ZcdpBudget(2),
            MaxPrivacyTotal = 10,
            Ledger = ledger,
            LedgerLabel = "heart study",
        }).FitAsync(named with { Round = 12 }, _bench.Models);

        ledger.Entries.Select(e => e.Label).ShouldBe(["round 3", "heart study, round 12"]);
        ledger.Entries.Select(e => e.Task).ShouldBe([instruction.Task.ToString(), named.Task.ToString()]);
        ledger.Entries.Select(e => e.Rho).ShouldBe([new Rational(1, 2), (Rational)2]);

        // 26 parameters in 16 bits: the account is that of the noise, not the looser one of zCDP.
        ledger.Entries.ShouldAllBe(e => e.Dimension == 26 && e.L2Sensitivity == 65_536);
        ledger.Spent.Guarantee(1e-5).Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
    }

    [Fact]
    public async Task A_privacy_parameter_that_no_ledger_records_is_refused()
    {
        DpStrategy endless = DpStrategy.FromPrivacyParameter(new Rational(1, (System.Numerics.BigInteger.One << 20_000) + 1));
        FitInstruction instruction = await _bench.StartAsync();
        _bench.Aggregators.Falsify = (_, parameters) => parameters with { Privacy = endless };
        await _bench.ShouldRefuseAsync(_bench.Trainer(Limits.Of()), instruction, RefusalReason.InvalidTask);
    }
}
