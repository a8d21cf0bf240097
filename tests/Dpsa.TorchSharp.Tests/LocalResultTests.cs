using Dpsa.Federation;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public sealed class LocalResultTests : IDisposable
{
    private readonly ClientBench _bench = new();

    public void Dispose() => _bench.Dispose();

    public static TheoryData<string, LocalTrainingResult?> BadTrainings => new()
    {
        { "returned null", null },
        { "no metrics", new LocalTrainingResult(1, null!) },
        { "counted -1 samples", new LocalTrainingResult(-1, new Dictionary<string, double>()) },
        { "counted 1099511627777 samples", new LocalTrainingResult((1L << 40) + 1, new Dictionary<string, double>()) },
        { "returned 257 metrics", new LocalTrainingResult(1, Enumerable.Range(0, 257).ToDictionary(i => $"m{i}", _ => 1.0)) },
        { "with 257 characters", new LocalTrainingResult(1, new Dictionary<string, double> { [new string('m', 257)] = 1 }) },
        { "no control characters", new LocalTrainingResult(1, new Dictionary<string, double> { ["\u001b[2J"] = 1 }) },
        { "returned 1E+39 for the metric loss", Loss(1e39) },
        { "returned NaN for the metric loss", Loss(double.NaN) },
        { "for the metric loss", Loss(double.PositiveInfinity) },
        { "for the metric loss", Loss(double.NegativeInfinity) },
    };

    public static TheoryData<string, LocalEvaluationResult?> BadEvaluations => new()
    {
        { "returned null", null },
        { "NaN for the loss", new LocalEvaluationResult(double.NaN, 0.5, 1) },
        { "for the loss", new LocalEvaluationResult(double.PositiveInfinity, 0.5, 1) },
        { "NaN for the accuracy", new LocalEvaluationResult(1, double.NaN, 1) },
        { "1.01 for the accuracy", new LocalEvaluationResult(1, 1.01, 1) },
        { "-0.01 for the accuracy", new LocalEvaluationResult(1, -0.01, 1) },
        { "counted -1 samples", new LocalEvaluationResult(1, 0.5, -1) },
    };

    [Theory]
    [MemberData(nameof(BadTrainings))]
    public async Task A_training_result_that_makes_no_sense_is_refused_before_anything_is_sent_or_spent(string text, object? result)
    {
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of(), (module, context) =>
        {
            ClientBench.Step(module, context);
            return (LocalTrainingResult)result!;
        });
        FitInstruction instruction = await _bench.StartAsync();
        (await Should.ThrowAsync<LocalResultException>(() => trainer.FitAsync(instruction, _bench.Models))).Message.ShouldContain(text);
        _bench.Aggregators.Uploads.ShouldBeEmpty();
        trainer.PrivacySpent.Rounds.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(BadEvaluations))]
    public async Task An_evaluation_result_that_makes_no_sense_is_refused(string text, object? result)
    {
        DpsaFederatedTrainer trainer = _bench.Trainer(
            Limits.Of(allowEvaluate: true), evaluate: (_, _) => (LocalEvaluationResult)result!);
        FitInstruction instruction = await _bench.StartAsync();
        (await Should.ThrowAsync<LocalResultException>(() => trainer.EvaluateAsync(instruction, _bench.Models))).Message.ShouldContain(text);
    }

    [Fact]
    public async Task A_training_that_diverged_is_named_by_its_parameter_and_not_by_its_loss()
    {
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of(), (module, _) =>
        {
            using (no_grad())
                module.state_dict()["second.bias"].fill_(float.NaN);
            return Loss(double.NaN);
        });
        FitInstruction instruction = await _bench.StartAsync();
        (await Should.ThrowAsync<NonFiniteUpdateException>(() => trainer.FitAsync(instruction, _bench.Models))).Parameter.ShouldBe("second.bias");
        trainer.PrivacySpent.Rounds.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_without_samples_may_take_part()
    {
        LocalTrainingResult nothing = new(0, new Dictionary<string, double>());
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of(), (_, _) => nothing);
        (await trainer.FitAsync(await _bench.StartAsync(), _bench.Models)).SampleCount.ShouldBe(0);
    }

    [Fact]
    public async Task Training_and_evaluation_exclude_each_other_and_themselves()
    {
        FitInstruction instruction = await _bench.StartAsync();
        DpsaFederatedTrainer? trainer = null;
        List<Task> nested = [];
        void Nest(CancellationToken ct)
        {
            if (nested.Count >= 4)
                return;
            nested.Add(trainer!.FitAsync(instruction, _bench.Models, ct));
            nested.Add(trainer!.EvaluateAsync(instruction, _bench.Models, ct));
        }

        trainer = _bench.Trainer(
            Limits.Of(allowEvaluate: true),
            (module, context) =>
            {
                Nest(context.CancellationToken);
                return ClientBench.Step(module, context);
            },
            (_, context) =>
            {
                Nest(context.CancellationToken);
                return new LocalEvaluationResult(1, 0.5, 1);
            });
        await trainer.FitAsync(instruction, _bench.Models);
        await trainer.EvaluateAsync(instruction, _bench.Models);

        nested.Count.ShouldBe(4);
        foreach (Task task in nested)
            (await Should.ThrowAsync<InvalidOperationException>(() => task)).Message.ShouldContain("one at a time");
        _bench.Trainings.ShouldBe(1);
        _bench.Aggregators.Uploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_round_or_evaluation_leaves_the_client_free()
    {
        bool fail = true;
        DpsaFederatedTrainer trainer = _bench.Trainer(
            Limits.Of(allowEvaluate: true),
            (module, context) => fail ? throw new TimeoutException() : ClientBench.Step(module, context),
            (_, _) => fail ? throw new TimeoutException() : new LocalEvaluationResult(1, 0.5, 1));
        FitInstruction instruction = await _bench.StartAsync();
        await Should.ThrowAsync<TimeoutException>(() => trainer.EvaluateAsync(instruction, _bench.Models));
        await Should.ThrowAsync<TimeoutException>(() => trainer.FitAsync(instruction, _bench.Models));
        fail = false;
        await trainer.EvaluateAsync(instruction, _bench.Models);
        await trainer.FitAsync(instruction, _bench.Models);
    }

    private static LocalTrainingResult Loss(double value) => new(1, new Dictionary<string, double> { ["loss"] = value });
}
