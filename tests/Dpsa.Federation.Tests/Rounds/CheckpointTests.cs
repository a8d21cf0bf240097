using System.Text.Json;
using Dpsa.Privacy;

namespace Dpsa.Federation.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dpsa-checkpoint-").FullName;
    private readonly TrainingBench _bench = new();

    private string FilePath => Path.Combine(_folder, "run.checkpoint");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Optimizers => ["fedavg", "fedavgm", "fedadagrad", "fedadam", "fedyogi"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public async Task A_run_that_goes_on_from_a_checkpoint_ends_with_the_bits_of_one_that_never_stopped(string optimizer)
    {
        FederatedTraining whole = _bench.Training(ServerOptimizers.Create(optimizer, 0.1));
        await TrainingBench.RunAsync(whole, _bench.All, 6);

        FederatedTraining first = _bench.Training(ServerOptimizers.Create(optimizer, 0.1), options: TrainingBench.Options(new CheckpointWriter(FilePath)));
        await foreach (RoundResult round in first.RunAsync(_bench.All, 6))
        {
            // Here the process ends.
            if (round.Round == 3) break;
        }

        FederatedTraining second = _bench.Training(ServerOptimizers.Create(optimizer, 0.1));
        second.Restore(Checkpoint.Load(FilePath));
        second.Model.Id.ShouldBe(first.Model.Id);
        List<RoundResult> rest = await TrainingBench.RunAsync(second, _bench.All, 6);

        rest.Select(r => r.Round).ShouldBe([4, 5, 6]);
        Bits(second).ShouldBe(Bits(whole));
        second.Model.Id.ShouldBe(whole.Model.Id);
        second.Checkpoint().OptimizerState.ShouldBe(whole.Checkpoint().OptimizerState);
        second.History.Rounds.Count.ShouldBe(6);
        second.History.Rounds.Select(Choices).ShouldBe(whole.History.Rounds.Select(Choices));

        static int[] Bits(FederatedTraining training) => Array.ConvertAll(training.Model.Vector.ToArray(), BitConverter.SingleToInt32Bits);
        static string Choices(RoundResult r) =>
            $"{r.Round}: {string.Join(' ', r.Answers.Select(a => a.Client).Order(StringComparer.Ordinal))}; {r.Evaluation["first"]:R}; {r.ClientEvaluation}";
    }

    [Fact]
    public async Task A_checkpoint_is_read_as_it_was_written()
    {
        FederatedTraining training = _bench.Training(new FedAdam(0.1));
        _bench.Own[0].OnTrain = _ => throw new FormatException("bad \"data\"");
        await TrainingBench.RunAsync(training, _bench.All, 3);
        Checkpoint written = training.Checkpoint();
        written.Save(FilePath);
        Checkpoint read = Checkpoint.Load(FilePath);
        read.Settings.ShouldBe(written.Settings);
        read.Model.Id.ShouldBe(written.Model.Id);
        read.Model.Layout.ShouldBe(written.Model.Layout);
        read.Model.Vector.ToArray().ShouldBe(written.Model.Vector.ToArray());
        read.OptimizerState.ShouldBe(written.OptimizerState);
        read.StrategyState.ToArray().ShouldBe(written.StrategyState.ToArray());
        Text(read.History).ShouldBe(Text(written.History));
        read.History.Rounds.Sum(r => r.Failures.Count).ShouldBe(written.History.Rounds.Sum(r => r.Failures.Count));

        static string Text(RoundHistory history) => JsonSerializer.Serialize(history.Rounds);
    }

    [Fact]
    public void A_checkpoint_of_a_training_that_has_not_begun_is_read_too()
    {
        _bench.Training().Checkpoint().Save(FilePath);
        Checkpoint.Load(FilePath).History.Initial.ShouldBeNull();
    }

    [Fact]
    public async Task A_damaged_file_is_found_whatever_is_damaged()
    {
        FederatedTraining training = _bench.Training();
        await TrainingBench.RunAsync(training, _bench.All, 1);
        training.Checkpoint().Save(FilePath);
        byte[] whole = File.ReadAllBytes(FilePath);
        SeededRandom random = new(5);
        foreach (int place in (int[])[0, 17, 18, 21, whole.Length - 33, whole.Length - 1, .. Enumerable.Range(0, 60).Select(_ => random.Next(whole.Length))])
        {
            byte[] torn = whole[..place];
            byte[] flipped = [.. whole];
            flipped[place] ^= 0x10;
            foreach (byte[] damaged in (byte[][])[torn, flipped, [.. whole, 0]])
            {
                File.WriteAllBytes(FilePath, damaged);
                Should.Throw<CheckpointException>(() => Checkpoint.Load(FilePath)).Message.ShouldContain("no checkpoint, or damaged");
            }
        }

        Should.Throw<FileNotFoundException>(() => Checkpoint.Load(Path.Combine(_folder, "nothing")));
    }

    [Fact]
    public async Task A_checkpoint_of_another_training_is_refused_by_what_differs()
    {
        FederatedTraining training = _bench.Training(new FedAdam(0.1));
        await TrainingBench.RunAsync(training, _bench.All, 1);
        Checkpoint checkpoint = training.Checkpoint();
        Refuses(_bench.Training(new FedAdam(0.2)), "optimiser");
        Refuses(_bench.Training(new FedAdam(0.1), new UniformSampling()), "strategy");
        Refuses(_bench.Training(new FedAdam(0.1), options: new TrainingOptions { Privacy = DpStrategy.None }), "function");
        Refuses(training, null);
        FederatedTraining noisy = _bench.Training(new FedAdam(0.1), options: new TrainingOptions
        {
            Privacy = DpStrategy.FromPrivacyParameter(3), ClipNorm = 2, Vdaf = TrainingBench.Options().Vdaf,
        });
        Refuses(noisy, "noise");

        void Refuses(FederatedTraining other, string? what)
        {
            if (what is null) Should.Throw<InvalidOperationException>(() => other.Restore(checkpoint));
            else Should.Throw<CheckpointException>(() => other.Restore(checkpoint)).Message.ShouldContain(what);
        }
    }

    [Fact]
    public async Task A_client_whose_ledger_forgot_a_report_is_found_before_anything_is_sent()
    {
        FederatedTraining training = _bench.Training(strategy: new UniformSampling(new UniformSamplingOptions { Seed = 1 }));
        await TrainingBench.RunAsync(training, _bench.All, 2);
        FederatedTraining resumed = _bench.Training(strategy: new UniformSampling(new UniformSamplingOptions { Seed = 1 }));
        resumed.Restore(training.Checkpoint());
        FederatedClient[] clients = _bench.All;
        VectorClient forgetful = new(3, _bench.Aggregators, TrainingBench.Layout);
        clients[3] = forgetful.Client;

        CheckpointException e = await Should.ThrowAsync<CheckpointException>(() => TrainingBench.RunAsync(resumed, clients, 3));

        e.Message.ShouldContain("The ledger of client client 3 does not hold its report");
        forgetful.Ledger.Spent.Rounds.ShouldBe(0);
        (await TrainingBench.RunAsync(resumed, _bench.All, 3)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reports_of_rounds_that_came_to_nothing_are_asked_for_too()
    {
        foreach (VectorClient client in _bench.Own[1..]) client.OnTrain = _ => throw new FormatException();
        FederatedTraining training = _bench.Training(strategy: new UniformSampling(new UniformSamplingOptions { Seed = 1 }));
        (await TrainingBench.RunAsync(training, _bench.All, 1))[0].Outcome.ShouldBe(RoundOutcome.TooFewReports);
        _bench.Own[0].Ledger.Spent.Rounds.ShouldBe(1);
        FederatedTraining resumed = _bench.Training(strategy: new UniformSampling(new UniformSamplingOptions { Seed = 1 }));
        resumed.Restore(training.Checkpoint());
        FederatedClient[] clients = _bench.All;
        clients[0] = new VectorClient(0, _bench.Aggregators, TrainingBench.Layout).Client;
        (await Should.ThrowAsync<CheckpointException>(() => TrainingBench.RunAsync(resumed, clients, 2))).Message.ShouldContain("client 0");
    }

    [Fact]
    public async Task A_client_that_cannot_say_what_it_has_reported_holds_up_nobody()
    {
        FederatedTraining training = _bench.Training(strategy: new UniformSampling(new UniformSamplingOptions { Seed = 1 }));
        await TrainingBench.RunAsync(training, _bench.All, 1);
        FederatedTraining resumed = _bench.Training(strategy: new UniformSampling(new UniformSamplingOptions { Seed = 1 }));
        resumed.Restore(training.Checkpoint());
        _bench.Own[2].Ledger.Dispose();
        RoundResult round = (await TrainingBench.RunAsync(resumed, _bench.All, 2)).ShouldHaveSingleItem();
        round.ReportCount.ShouldBe(4);
        round.Failures.ShouldHaveSingleItem().Client.ShouldBe("client 2");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_ends_the_run_and_leaves_the_one_before()
    {
        string path = Path.Combine(_folder, "gone", "run.checkpoint");
        FederatedTraining training = _bench.Training(options: TrainingBench.Options(new CheckpointWriter(path)));
        await Should.ThrowAsync<DirectoryNotFoundException>(() => TrainingBench.RunAsync(training, _bench.All, 2));
        training.History.Rounds.Count.ShouldBe(1);

        training.Checkpoint().Save(FilePath);
        byte[] before = File.ReadAllBytes(FilePath);
        Should.Throw<IOException>(() => AtomicFile.Write(FilePath, stream =>
        {
            stream.WriteByte(1);
            throw new IOException("The disk is full.");
        }));
        File.ReadAllBytes(FilePath).ShouldBe(before);
        Directory.GetFiles(_folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_history_is_a_line_of_json_for_each_round_also_after_a_resume()
    {
        string path = Path.Combine(_folder, "rounds.jsonl");
        FederatedTraining first = _bench.Training(options: TrainingBench.Options(new HistoryWriter(path), new CheckpointWriter(FilePath)));
        await TrainingBench.RunAsync(first, _bench.All, 2);
        FederatedTraining second = _bench.Training(options: TrainingBench.Options(new HistoryWriter(path)));
        second.Restore(Checkpoint.Load(FilePath));
        await TrainingBench.RunAsync(second, _bench.All, 4);

        JsonElement[] lines = [.. File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement)];
        lines.Select(l => l.GetProperty("round").GetInt32()).ShouldBe([1, 2, 3, 4]);
        lines[3].GetProperty("outcome").GetString().ShouldBe("Completed");
        lines[3].GetProperty("reportCount").GetInt32().ShouldBe(3);
        lines[3].GetProperty("task").GetString().ShouldBe(second.History.Rounds[3].Task.ToString());
        lines[3].GetProperty("evaluation").GetProperty("first").GetDouble().ShouldBe(second.Model.Vector.Span[0]);
        lines[3].GetProperty("answers").GetArrayLength().ShouldBe(3);
    }
}
