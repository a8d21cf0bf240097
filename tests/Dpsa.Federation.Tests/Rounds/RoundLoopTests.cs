using Dpsa.Dap;
using Dpsa.Privacy;

namespace Dpsa.Federation.Tests;

public sealed class RoundLoopTests
{
    private readonly TrainingBench _bench = new();

    [Fact]
    public async Task Rounds_train_the_chosen_clients_move_the_model_and_are_recorded()
    {
        FederatedTraining training = _bench.Training();
        ModelId before = training.Model.Id;
        List<RoundResult> rounds = await TrainingBench.RunAsync(training, _bench.All, 12);

        rounds.Select(r => r.Round).ShouldBe(Enumerable.Range(1, 12));
        rounds.ShouldAllBe(r => r.Outcome == RoundOutcome.Completed && r.Asked == 3 && r.ReportCount == 3 && r.Reason == null);
        rounds.ShouldAllBe(r => r.Failures.Count == 0 && r.LeftOut.Count == 0 && r.SampleCount == 30 && r.BytesSent > 0);
        rounds.Select(r => r.Model.Version).ShouldBe(Enumerable.Range(1, 12).Select(i => (long)i));
        rounds.Select(r => r.Task).Distinct().Count().ShouldBe(12);
        rounds.ShouldAllBe(r => r.ClientEvaluation!.SampleCount == 20 && r.Evaluation.ContainsKey("first"));
        training.History.Rounds.ShouldBe(rounds);
        training.History.Initial!["first"].ShouldBe(0);
        training.Model.Id.ShouldBe(rounds[^1].Model);
        training.Model.Id.Hash.ShouldNotBe(before.Hash);
        _bench.Own.Sum(c => c.Ledger.Spent.Rounds).ShouldBe(36);

        // Three of five goals in each round: the model is nearer to their mean than it was.
        float[] mean = [.. Enumerable.Range(0, 17).Select(i => Enumerable.Range(0, 5).Average(c => MathF.Sin((c * 7) + i)))];
        Distance(training.Model.Vector.ToArray(), mean).ShouldBeLessThan(0.7 * Distance(new float[17], mean));

        static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum());
    }

    [Fact]
    public async Task The_sum_moves_the_model_as_plain_arithmetic_does()
    {
        FederatedTraining training = _bench.Training(
            new FedAvg(UpdateRule.Sum, 0.5), new UniformSampling(new UniformSamplingOptions { Seed = 1 }));
        await TrainingBench.RunAsync(training, _bench.All, 1);
        for (int i = 0; i < 17; i++)
        {
            double expected = Enumerable.Range(0, 5).Sum(c => Clipped(c, i)) * 0.5;
            training.Model.Vector.Span[i].ShouldBe((float)expected, 5e-4);
        }

        static double Clipped(int client, int i)
        {
            double[] update = [.. Enumerable.Range(0, 17).Select(k => 0.3 * MathF.Sin((client * 7) + k))];
            double norm = Math.Sqrt(update.Sum(u => u * u));
            return update[i] * Math.Min(1, 2 / norm) * 0.999;
        }
    }

    [Fact]
    public async Task The_coordinators_values_reach_the_training_step_and_its_progress_the_user()
    {
        TrainingOptions options = new()
        {
            Privacy = DpStrategy.None,
            Configuration = round => new Dictionary<string, string> { ["rate"] = $"0.{round}" },
        };
        List<string> rates = [];
        _bench.Own[0].OnTrain = context => rates.Add(context.Configuration["rate"]);
        await TrainingBench.RunAsync(_bench.Training(strategy: new UniformSampling(), options: options), _bench.All, 3);
        rates.ShouldBe(["0.1", "0.2", "0.3"]);
        _bench.Own[0].Seen.Where(p => p.Round == 2).Select(p => (p.Activity, p.Fraction)).ShouldBe(
        [
            (ClientActivity.Preparing, 0.0), (ClientActivity.Training, 0.5), (ClientActivity.Sharding, 0.0),
            (ClientActivity.Uploading, 0.0), (ClientActivity.Uploading, 1.0),
        ]);
    }

    [Fact]
    public async Task A_client_that_fails_is_recorded_and_spoils_nothing()
    {
        _bench.Own[1].OnTrain = _ => throw new FormatException("bad data");
        FederatedTraining training = _bench.Training(strategy: new UniformSampling());
        List<RoundResult> rounds = await TrainingBench.RunAsync(training, _bench.All, 2);
        rounds.ShouldAllBe(r => r.Outcome == RoundOutcome.Completed && r.ReportCount == 4);
        rounds.ShouldAllBe(r => r.Failures.Single() == new ClientFailure("client 1", "FormatException", "bad data"));
    }

    [Fact]
    public async Task Nobody_answers_in_the_name_of_another()
    {
        IFederatedClient[] clients = [.. _bench.All];
        clients[0] = new Impostor(clients[0], "client 1");
        FederatedTraining training = _bench.Training(strategy: new UniformSampling());
        RoundResult round = (await TrainingBench.RunAsync(training, clients, 1)).ShouldHaveSingleItem();
        round.LeftOut.ShouldBeEmpty();
        round.Answers.Select(a => a.Client).Order(StringComparer.Ordinal).ShouldBe(clients.Select(c => c.Name));
        round.Answers.Single(a => a.Client == "client 0").SampleCount.ShouldBe(77);
    }

    [Fact]
    public async Task A_strategy_that_chooses_nobody_known_is_named()
    {
        FederatedTraining training = _bench.Training(strategy: new Dreamer());
        (await Should.ThrowAsync<InvalidOperationException>(() => TrainingBench.RunAsync(training, _bench.All, 1)))
            .Message.ShouldContain("chose the client nobody");
    }

    [Fact]
    public async Task A_round_with_too_few_reports_ends_with_a_reason_and_the_next_one_follows()
    {
        foreach (VectorClient client in _bench.Own[..4])
        {
            client.OnTrain = context =>
            {
                if (context.Round == 1) throw new FormatException("bad data");
            };
        }

        FederatedTraining training = _bench.Training(strategy: new UniformSampling());
        List<RoundResult> rounds = await TrainingBench.RunAsync(training, _bench.All, 2);
        rounds[0].Outcome.ShouldBe(RoundOutcome.TooFewReports);
        rounds[0].Reason!.ShouldContain("1 valid reports of at least 2");
        rounds[0].Reason!.ShouldContain("4 clients gave no answer; client ");
        rounds[0].Model.Version.ShouldBe(0);
        rounds[1].Outcome.ShouldBe(RoundOutcome.Completed);
        rounds[1].Model.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_round_without_enough_clients_asks_nobody()
    {
        FederatedTraining training = _bench.Training(strategy: new UniformSampling(new UniformSamplingOptions { MinFitClients = 6 }));
        List<RoundResult> rounds = await TrainingBench.RunAsync(training, _bench.All, 1);
        rounds[0].Outcome.ShouldBe(RoundOutcome.TooFewClients);
        rounds[0].Reason!.ShouldContain("needs 6 clients; 5 are there");
        rounds[0].Task.ShouldBeNull();
        _bench.Own.ShouldAllBe(c => c.Ledger.Spent.Rounds == 0);
    }

    [Fact]
    public async Task Who_has_not_answered_by_the_deadline_is_not_waited_for()
    {
        using ManualResetEventSlim end = new();
        TimeSpan deadline = TimeSpan.FromSeconds(2);
        CancellationToken seen = default;
        _bench.Own[2].OnTrain = context =>
        {
            seen = context.CancellationToken;
            end.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
        };
        TrainingOptions options = new() { Privacy = DpStrategy.None, RoundDeadline = deadline };
        FederatedTraining training = _bench.Training(strategy: new UniformSampling(), options: options);
        await foreach (RoundResult round in training.RunAsync(_bench.All, 1))
        {
            round.Outcome.ShouldBe(RoundOutcome.Completed);
            round.ReportCount.ShouldBe(4);
            round.Failures.Single().Kind.ShouldBe(ClientFailure.Late);
            round.Failures.Single().Message.ShouldContain("within 00:00:02");
            seen.IsCancellationRequested.ShouldBeTrue();
            end.Set();
        }

        _bench.Own[2].Ledger.Spent.Rounds.ShouldBe(0, "what is late sends nothing");
    }

    [Fact]
    public async Task What_a_client_does_on_being_told_to_stop_holds_up_nobody()
    {
        using ManualResetEventSlim end = new();
        _bench.Own[1].OnTrain = context =>
        {
            context.CancellationToken.Register(() => end.Wait(TimeSpan.FromMinutes(1), CancellationToken.None));
            context.CancellationToken.Register(() => throw new FormatException());
            end.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
        };
        TrainingOptions options = new() { Privacy = DpStrategy.None, RoundDeadline = TimeSpan.FromSeconds(2) };
        await foreach (RoundResult round in _bench.Training(strategy: new UniformSampling(), options: options).RunAsync(_bench.All, 1))
        {
            round.ReportCount.ShouldBe(4);
            round.Times.Wait.ShouldBeLessThan(TimeSpan.FromSeconds(50), "not until the client lets go");
            end.Set();
        }
    }

    [Fact]
    public async Task Enough_answers_end_the_wait()
    {
        using ManualResetEventSlim end = new();
        _bench.Own[4].OnTrain = _ => end.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
        TrainingOptions options = new() { Privacy = DpStrategy.None, EnoughAnswers = 4 };
        await foreach (RoundResult round in _bench.Training(strategy: new UniformSampling(), options: options).RunAsync(_bench.All, 1))
        {
            round.ReportCount.ShouldBe(4);
            round.Failures.Single().ShouldBe(new ClientFailure("client 4", ClientFailure.Late, "4 others had answered before."));
            end.Set();
        }
    }

    [Fact]
    public async Task A_cancelled_run_waits_for_its_clients_and_leaves_no_session()
    {
        using CancellationTokenSource source = new();
        bool ended = false;
        _bench.Own[0].OnTrain = context =>
        {
            source.Cancel();
            context.CancellationToken.WaitHandle.WaitOne();
            Thread.Sleep(200);
            ended = true;
        };
        FederatedTraining training = _bench.Training(strategy: new UniformSampling());
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (RoundResult _ in training.RunAsync(_bench.All, 3, source.Token))
            {
            }
        });
        ended.ShouldBeTrue();
        training.History.Rounds.ShouldBeEmpty();
        training.Model.Id.Version.ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(() => training.ConfigureFitAsync(1, ["client 0", "client 1"]));
    }

    [Fact]
    public async Task A_model_that_would_leave_the_numbers_ends_the_run_and_the_last_good_one_is_kept()
    {
        float[] largest = [.. Enumerable.Repeat(float.MaxValue, 17)];
        TrainingOptions options = new() { Privacy = DpStrategy.None, ClipNorm = TrainingOptions.LargestClipNorm };
        FederatedTraining training = new(
            new VectorModel(TrainingBench.Layout, largest), _bench.Aggregators.Coordinator, options, new FedAvg(UpdateRule.Sum, -1 + Math.Pow(2, 60)));
        foreach (VectorClient client in _bench.Own) client.Sign = -1;
        ModelDivergedException e = await Should.ThrowAsync<ModelDivergedException>(() => TrainingBench.RunAsync(training, _bench.All, 3));
        e.Message.ShouldContain("kept as it was");
        training.Model.Vector.ToArray().ShouldBe(largest);
        training.Model.Id.Version.ShouldBe(0);
        training.History.Rounds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_round_whose_evaluation_fails_is_in_the_history_as_the_model_has_moved()
    {
        TrainingOptions options = new()
        {
            Privacy = DpStrategy.None,
            Evaluate = (model, _) => model.Id.Version == 2
                ? throw new FormatException()
                : Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double>()),
        };
        FederatedTraining training = _bench.Training(strategy: new UniformSampling(), options: options);
        await Should.ThrowAsync<FormatException>(() => TrainingBench.RunAsync(training, _bench.All, 3));
        training.Model.Id.Version.ShouldBe(2);
        training.History.Rounds.Select(r => r.Model.Version).ShouldBe([1L, 2]);
        training.History.Rounds[1].Answers.Count.ShouldBe(5);
    }

    [Fact]
    public async Task The_history_keeps_what_a_client_said_whatever_becomes_of_its_dictionary()
    {
        Dictionary<string, double> one = [];
        IFederatedClient[] clients = [.. _bench.All];
        clients[0] = new Talker(clients[0], one);
        List<RoundResult> rounds = await TrainingBench.RunAsync(_bench.Training(strategy: new UniformSampling()), clients, 3);
        rounds.Select(r => r.Answers.Single(a => a.Client == "client 0").Metrics["round"]).ShouldBe([1.0, 2, 3]);
    }

    [Fact]
    public async Task Whoever_only_watches_costs_no_round()
    {
        VectorClient client = _bench.Own[0];
        FederatedClient watched = new("watched", client, _bench.Aggregators.Leader, _bench.Aggregators.Helper, new ClientOptions
        {
            MaxPrivacyPerRound = new ZcdpBudget(1),
            MaxPrivacyTotal = 10,
            Ledger = client.Ledger,
            AllowNoNoise = true,
            Progress = new Grumbler(),
        });
        RoundResult round = (await TrainingBench.RunAsync(_bench.Training(strategy: new UniformSampling()), [watched, _bench.All[1]], 1))[0];
        round.ReportCount.ShouldBe(2);
        round.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_round_that_waits_for_fewer_answers_than_a_sum_needs_is_refused() =>
        Should.Throw<ArgumentException>(() => _bench.Training(options: new TrainingOptions { Privacy = DpStrategy.None, EnoughAnswers = 1 }))
            .Message.ShouldContain("waits for 1 answers cannot have the 2 reports");

    [Fact]
    public async Task Why_a_run_broke_off_is_told_although_its_aggregators_have_gone_too()
    {
        CoordinatorEndpoints real = _bench.Aggregators.Coordinator;
        CoordinatorEndpoints gone = real with { Leader = new Gone(real.Leader) };
        TrainingOptions failing = new() { Privacy = DpStrategy.None, Evaluate = (_, _) => throw new FormatException() };
        FederatedTraining training = new(new VectorModel(TrainingBench.Layout, new float[17]), gone, failing);
        await Should.ThrowAsync<FormatException>(() => TrainingBench.RunAsync(training, _bench.All, 1));

        TrainingOptions sound = new() { Privacy = DpStrategy.None };
        training = new FederatedTraining(new VectorModel(TrainingBench.Layout, new float[17]), gone, sound);
        await Should.ThrowAsync<IOException>(() => TrainingBench.RunAsync(training, _bench.All, 1));
    }

    [Fact]
    public async Task Names_are_given_once_and_a_training_runs_once_at_a_time()
    {
        FederatedTraining training = _bench.Training();
        (await Should.ThrowAsync<ArgumentException>(() => TrainingBench.RunAsync(training, [_bench.All[0], _bench.All[0]], 1)))
            .Message.ShouldContain("Two clients are called client 0");
        await foreach (RoundResult _ in training.RunAsync(_bench.All, 1))
            await Should.ThrowAsync<InvalidOperationException>(() => TrainingBench.RunAsync(training, _bench.All, 1));
    }

    [Fact]
    public async Task A_model_is_handed_out_by_its_id_alone()
    {
        FederatedTraining training = _bench.Training();
        ModelId first = training.Model.Id;
        (await training.GetModelAsync(first, default)).ShouldBe(training.Model);
        await TrainingBench.RunAsync(training, _bench.All, 1);
        ModelNotFoundException e = await Should.ThrowAsync<ModelNotFoundException>(() => training.GetModelAsync(first, default));
        e.Asked.ShouldBe(first);
        e.Current.ShouldBe(training.Model.Id);
    }

    private sealed class Talker(IFederatedClient real, Dictionary<string, double> one) : IFederatedClient
    {
        public string Name => real.Name;

        public async Task<FitResult> FitAsync(FitInstruction instruction, IModelSource models, CancellationToken cancellationToken)
        {
            one["round"] = instruction.Round;
            return await real.FitAsync(instruction, models, cancellationToken) with { Metrics = one };
        }

        public Task<EvaluateResult> EvaluateAsync(EvaluateInstruction instruction, IModelSource models, CancellationToken cancellationToken) =>
            real.EvaluateAsync(instruction, models, cancellationToken);

        public Task<bool> HasReportedAsync(TaskId task, CancellationToken cancellationToken) => real.HasReportedAsync(task, cancellationToken);
    }

    private sealed class Grumbler : IProgress<ClientProgress>
    {
        public void Report(ClientProgress value) => throw new FormatException();
    }

    private sealed class Gone(IAggregatorManager real) : IAggregatorManager
    {
        public Vdaf.AggregatorRole Role => real.Role;

        public Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken) =>
            real.CreateSessionAsync(parameters, session, cancellationToken);

        public Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
            real.StartRoundAsync(session, task, cancellationToken);

        public Task EndSessionAsync(SessionId session, CancellationToken cancellationToken) => throw new IOException();
    }

    private sealed class Impostor(IFederatedClient real, string name) : IFederatedClient
    {
        public string Name => real.Name;

        public async Task<FitResult> FitAsync(FitInstruction instruction, IModelSource models, CancellationToken cancellationToken) =>
            await real.FitAsync(instruction, models, cancellationToken) with { Client = name, SampleCount = 77 };

        public Task<EvaluateResult> EvaluateAsync(EvaluateInstruction instruction, IModelSource models, CancellationToken cancellationToken) =>
            real.EvaluateAsync(instruction, models, cancellationToken);

        public Task<bool> HasReportedAsync(TaskId task, CancellationToken cancellationToken) => real.HasReportedAsync(task, cancellationToken);
    }

    private sealed class Dreamer : IStrategy
    {
        private readonly UniformSampling _real = new();

        public string Description => nameof(Dreamer);

        public IReadOnlyList<string> SelectForFit(int round, IReadOnlyList<string> available) => ["nobody"];

        public IReadOnlyList<string> SelectForEvaluate(int round, IReadOnlyList<string> available) => [];

        public IReadOnlyDictionary<string, double> AggregateFitMetrics(IReadOnlyList<FitResult> results) => _real.AggregateFitMetrics(results);

        public EvaluateSummary? AggregateEvaluate(IReadOnlyList<EvaluateResult> results) => null;

        public byte[] SaveState() => [];

        public void RestoreState(ReadOnlyMemory<byte> state)
        {
        }
    }
}
