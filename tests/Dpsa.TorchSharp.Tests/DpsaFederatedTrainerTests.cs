using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Prio3;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public sealed class DpsaFederatedTrainerTests : IDisposable
{
    private readonly InProcessAggregators _real = new();
    private readonly FakeAggregators _aggregators;
    private readonly TwoLayers _module = new();
    private readonly ParameterLayout _layout;
    private readonly TestModels _models = new();
    private int _trainings;

    private static float[] Global => [.. Enumerable.Range(0, 26).Select(i => i / 26f)];

    public DpsaFederatedTrainerTests()
    {
        _aggregators = new FakeAggregators(_real);
        _layout = ParameterVector.LayoutOf(_module);
    }

    public void Dispose() => _module.Dispose();

    [Fact]
    public async Task Submits_the_clipped_difference_and_returns_no_update()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.None, clipNorm: 4);
        DpsaFederatedTrainer first = Trainer(Limits.Of(allowNoNoise: true), AddToAll(0.5f));
        DpsaFederatedTrainer second = Trainer(Limits.Of(allowNoNoise: true), AddToAll(-0.25f));

        FitResult result = await first.FitAsync(instruction, _models);
        await second.FitAsync(instruction, _models);

        result.SampleCount.ShouldBe(7);
        result.Metrics["loss"].ShouldBe(0.5);
        result.Receipt.Report.ShouldBe(_aggregators.Uploads[0].Id);
        result.Receipt.BytesSent.ShouldBe(_aggregators.Uploads[0].Size);
        Collection collection = await _real.Coordinator.Collector.CollectAsync(instruction.Task, default);
        collection.Sum(new FixedPointParameters(26, 16).Create()).ShouldAllBe(v => Math.Abs((v * 4) - 0.25) < 1e-3);

        // 26 coordinates of 0.5 have norm 2.55: below the clip norm, and known to the client alone.
        first.LastRound!.UpdateNorm.ShouldBe(Math.Sqrt(26) / 2, 1e-5);
    }

    [Fact]
    public async Task Starts_from_the_global_vector()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.None);
        float[] seen = [];
        DpsaFederatedTrainer trainer = Trainer(Limits.Of(allowNoNoise: true), (module, context) =>
        {
            context.Round.ShouldBe(3);
            module.training.ShouldBeTrue();
            seen = ParameterVectorTests.Flat(module);
            return new LocalTrainingResult(1, new Dictionary<string, double>());
        });
        await trainer.FitAsync(instruction, _models);
        seen.ShouldBe((await _models.GetModelAsync(instruction.Model, default)).Vector.ToArray());
    }

    [Fact]
    public async Task Refuses_a_task_whose_noise_is_weaker_than_its_limit()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(Rational.Parse("5/2")));
        await RefusesAsync(instruction, RefusalReason.PrivacyTooWeak, "has the privacy parameter 5/2, above this client's limit 2");
    }

    [Fact]
    public async Task Takes_a_task_exactly_at_its_limit_and_counts_the_privacy_spent()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(2));
        DpsaFederatedTrainer trainer = Trainer(Limits.Of());
        trainer.PrivacySpent.Rho.ShouldBe(0);
        await trainer.FitAsync(instruction, _models);
        trainer.PrivacySpent.Rho.ShouldBe(2, "e = 2 is (2^2/2)-zCDP");
        await trainer.FitAsync(await StartAsync(DpStrategy.FromPrivacyParameter(1)), _models);
        trainer.PrivacySpent.Rho.ShouldBe(2.5);
        trainer.PrivacySpent.Rounds.ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_noise_of_none_unless_allowed()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.None);
        await RefusesAsync(instruction, RefusalReason.PrivacyTooWeak, "has no noise");
        DpsaFederatedTrainer trainer = Trainer(Limits.Of(allowNoNoise: true));
        await trainer.FitAsync(instruction, _models);
        trainer.PrivacySpent.Rho.ShouldBe(double.PositiveInfinity);
    }

    [Theory]
    [InlineData(AggregatorRole.Leader)]
    [InlineData(AggregatorRole.Helper)]
    public async Task Refuses_when_one_aggregator_tells_another_story(AggregatorRole liar)
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        await LiesAsync(p => p with { Privacy = DpStrategy.FromPrivacyParameter(2) }, "privacy parameter");
        await LiesAsync(p => p with { Privacy = DpStrategy.None }, "privacy parameter");
        await LiesAsync(p => p with { Vdaf = new FixedPointParameters(26, 32) }, "aggregation function");
        await LiesAsync(p => p with { MinBatchSize = 100 }, "minimum batch size");
        await LiesAsync(p => p with { Task = TaskId.Random() }, "task id");

        async Task LiesAsync(Func<TaskParameters, TaskParameters> lie, string what)
        {
            _aggregators.Falsify = (role, parameters) => role == liar ? lie(parameters) : parameters;
            await RefusesAsync(instruction, RefusalReason.AggregatorsDisagree, $"disagree on the {what} of task {instruction.Task}");
        }
    }

    [Fact]
    public async Task Disagreement_on_privacy_shows_both_values()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        _aggregators.Falsify = (role, p) => role == AggregatorRole.Helper ? p with { Privacy = DpStrategy.FromPrivacyParameter(60) } : p;
        await RefusesAsync(instruction, RefusalReason.AggregatorsDisagree, "(1 and 60); nothing was sent");
    }

    [Fact]
    public async Task Refuses_small_batches_and_other_dimensions()
    {
        await RefusesAsync(await StartAsync(DpStrategy.FromPrivacyParameter(1), minBatchSize: 1), RefusalReason.BatchTooSmall, "the sum of 1 reports, this client requires 2");
        await RefusesAsync(await StartAsync(DpStrategy.FromPrivacyParameter(1), dimension: 25), RefusalReason.WrongDimension, "25 coordinates, the model has 26");
    }

    [Fact]
    public async Task Sends_one_report_to_a_task_however_often_it_is_asked()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        DpsaFederatedTrainer trainer = Trainer(Limits.Of());
        await trainer.FitAsync(instruction, _models);

        TaskRefusedException e = await Should.ThrowAsync<TaskRefusedException>(() => trainer.FitAsync(instruction with { Round = 4 }, _models));

        e.Reason.ShouldBe(RefusalReason.ReportedBefore);
        _trainings.ShouldBe(1);
        _aggregators.Uploads.Count.ShouldBe(1);
        trainer.PrivacySpent.Rounds.ShouldBe(1);
        await trainer.FitAsync(await StartAsync(DpStrategy.FromPrivacyParameter(1)), _models);
    }

    [Fact]
    public async Task Sends_no_second_report_after_an_upload_that_failed_but_tries_again_where_nothing_was_sent()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        float step = float.NaN;
        DpsaFederatedTrainer trainer = Trainer(Limits.Of(), (module, context) => AddToAll(step)(module, context));
        await Should.ThrowAsync<NonFiniteUpdateException>(() => trainer.FitAsync(instruction, _models));

        step = 0.01f;
        _aggregators.Intercept = _ => throw new TimeoutException();
        await Should.ThrowAsync<TimeoutException>(() => trainer.FitAsync(instruction, _models));
        (await Should.ThrowAsync<TaskRefusedException>(() => trainer.FitAsync(instruction, _models))).Reason.ShouldBe(RefusalReason.ReportedBefore);
        trainer.PrivacySpent.Rounds.ShouldBe(1);
    }

    [Fact]
    public async Task Takes_one_round_at_a_time()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        DpsaFederatedTrainer? trainer = null;
        Task? nested = null;
        trainer = Trainer(Limits.Of(), (module, context) =>
        {
            nested = trainer!.FitAsync(instruction, _models, context.CancellationToken);
            return AddToAll(0.01f)(module, context);
        });
        await trainer.FitAsync(instruction, _models);
        await Should.ThrowAsync<InvalidOperationException>(() => nested!);
        _aggregators.Uploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Does_not_train_on_the_callers_thread()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        using ManualResetEventSlim returned = new();
        DpsaFederatedTrainer trainer = Trainer(Limits.Of(), (module, context) =>
        {
            returned.Wait(TimeSpan.FromMinutes(1), context.CancellationToken).ShouldBeTrue("FitAsync returned its task before training ended");
            return AddToAll(0.01f)(module, context);
        });
        Task<FitResult> round = trainer.FitAsync(instruction, _models);
        returned.Set();
        await round;
    }

    [Fact]
    public async Task Keeps_no_shares_after_the_upload()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        await Trainer(Limits.Of()).FitAsync(instruction, _models);
        _aggregators.Uploads[0].Shares.LeaderInputShare.ShouldAllBe(b => b == 0);
        _aggregators.Uploads[0].Shares.HelperInputShare.ShouldAllBe(b => b == 0);
    }

    [Fact]
    public async Task Refuses_another_models_layout()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        ParameterLayout other = new([("w", [26])]);
        await Should.ThrowAsync<LayoutMismatchException>(() => Trainer(Limits.Of()).FitAsync(instruction with { Model = _models.Add(other, new float[26]) }, _models));
        _trainings.ShouldBe(0);
    }

    [Fact]
    public async Task Sends_nothing_and_spends_nothing_when_training_diverges()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        DpsaFederatedTrainer trainer = Trainer(Limits.Of(), AddToAll(float.NaN));
        (await Should.ThrowAsync<NonFiniteUpdateException>(() => trainer.FitAsync(instruction, _models))).Parameter.ShouldBe("first.weight");
        _aggregators.Uploads.ShouldBeEmpty();
        trainer.PrivacySpent.Rho.ShouldBe(0);
    }

    [Fact]
    public async Task A_forged_report_is_refused_by_the_aggregators_and_its_privacy_counts_as_spent()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        _aggregators.Intercept = report =>
        {
            report.Shares.LeaderInputShare[3] ^= 4;
            return report;
        };
        DpsaFederatedTrainer trainer = Trainer(Limits.Of());
        await Should.ThrowAsync<ReportRejectedException>(() => trainer.FitAsync(instruction, _models));
        trainer.PrivacySpent.Rho.ShouldBe(0.5);
    }

    [Fact]
    public async Task Cancellation_stops_before_anything_is_sent()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.FromPrivacyParameter(1));
        using CancellationTokenSource source = new();
        DpsaFederatedTrainer trainer = Trainer(Limits.Of(), (_, _) =>
        {
            source.Cancel();
            return new LocalTrainingResult(1, new Dictionary<string, double>());
        });
        await Should.ThrowAsync<OperationCanceledException>(() => trainer.FitAsync(instruction, _models, source.Token));
        _aggregators.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evaluation_is_off_unless_allowed()
    {
        FitInstruction instruction = await StartAsync(DpStrategy.None);
        (await Trainer(Limits.Of()).EvaluateAsync(instruction, _models))
            .ShouldBe(new EvaluateResult("client", double.PositiveInfinity, 0, 0));

        DpsaFederatedTrainer open = DpsaFederatedTrainer.Create(
            "client", _module, AddToAll(0), _aggregators.Leader, _aggregators.Helper, Limits.Of(allowEvaluate: true),
            (module, _) =>
            {
                module.training.ShouldBeFalse();
                ParameterVectorTests.Flat(module).ShouldBe(Global);
                return new LocalEvaluationResult(0.5, 0.75, 8);
            });
        (await open.EvaluateAsync(instruction, _models)).ShouldBe(new EvaluateResult("client", 0.5, 0.75, 8));
        Should.Throw<ArgumentException>(() => Trainer(Limits.Of(allowEvaluate: true)));
    }

    private async Task RefusesAsync(FitInstruction instruction, RefusalReason reason, string text)
    {
        DpsaFederatedTrainer trainer = Trainer(Limits.Of());
        TaskRefusedException e = await Should.ThrowAsync<TaskRefusedException>(() => trainer.FitAsync(instruction, _models));
        e.Reason.ShouldBe(reason);
        e.Message.ShouldContain(text);
        _trainings.ShouldBe(0);
        _aggregators.Uploads.ShouldBeEmpty();
        trainer.PrivacySpent.Rho.ShouldBe(0);
    }

    private DpsaFederatedTrainer Trainer(DpsaTrainerOptions options, LocalTraining<nn.Module>? train = null) =>
        DpsaFederatedTrainer.Create("client", _module, train ?? AddToAll(0.01f), _aggregators.Leader, _aggregators.Helper, options);

    private LocalTraining<nn.Module> AddToAll(float value) => (module, _) =>
    {
        _trainings++;
        using (no_grad())
        {
            foreach (Tensor parameter in module.parameters()) parameter.add_(value);
        }

        return new LocalTrainingResult(7, new Dictionary<string, double> { ["loss"] = 0.5 });
    };

    private async Task<FitInstruction> StartAsync(DpStrategy privacy, int minBatchSize = 2, int dimension = 26, double clipNorm = 1)
    {
        SessionId session = await _real.Coordinator.CreateSessionAsync(new SessionParameters(new FixedPointParameters(dimension, 16), privacy, minBatchSize), default);
        TaskId task = TaskId.Random();
        await _real.Coordinator.StartRoundAsync(session, task, default);
        return new FitInstruction(3, task, _models.Add(_layout, Global), clipNorm, new Dictionary<string, string>());
    }
}
