using System.Buffers.Binary;
using System.Text.Json;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.Privacy;
using static TorchSharp.torch;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class FederatedRunTests : IDisposable
{
    private static readonly CifarOptions Options = CifarOptions.Default with
    {
        Clients = 2,
        Rounds = 1,
        Partition = Partitioning.Iid,
        Bits = 16,
        PrivacyParameter = null,
        LearningRate = 0.01,
        ClipNorm = 5,
        Aggregation = UpdateRule.Mean,
        Threads = 2,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AggregationFunction.Prio3, 2 * 62_006 * 16 * 16)]
    [InlineData(AggregationFunction.Pine64, 2 * 62_006 * 8)]
    [InlineData(AggregationFunction.Pine128, 2 * 62_006 * 16)]
    public async Task A_round_without_noise_moves_the_model_by_the_mean_of_the_clients_updates(object function, int leastBytes)
    {
        ImageData data = SyntheticImages.Create(1, 40, 20);
        Display display = new();
        using FederatedRun run = new(Options with { Function = (AggregationFunction)function }, data);
        float[] before = Weights(Save(run, "before.dat"));

        await ExecuteAsync(run, display, CancellationToken.None);

        float[] after = Weights(Save(run, "after.dat"));
        float[][] trained = [Retrain(data, client: 1), Retrain(data, client: 2)];
        double largest = 0;
        for (int i = 0; i < before.Length; i++)
        {
            double mean = ((trained[0][i] - before[i]) + (trained[1][i] - before[i])) / 2;
            largest = Math.Max(largest, Math.Abs(after[i] - before[i] - mean));
        }

        // Quantisation to steps of C / 2^15, and float32.
        largest.ShouldBeLessThan(1.1 * Options.ClipNorm / (1 << 15));
        RoundReport round = run.Rounds.ShouldHaveSingleItem();
        (round.Round, round.Reports, round.Rejected, round.Samples).ShouldBe((1, 2L, 0L, 40L));
        round.StepNorm.ShouldBeGreaterThan(0);
        round.BytesSent.ShouldBeInRange(leastBytes, leastBytes * 11L / 10);
        run.PrivacySpent.Rho.ShouldBe(double.PositiveInfinity);
        display.Fraction.ShouldBe(1);
        display.Lines.Count(l => l.StartsWith("round", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_run_writes_its_results_and_succeeds()
    {
        CifarOptions options = Options with { DataSet = DataSet.Synthetic, PrivacyParameter = 30, OutputDirectory = _folder.File("out") };

        (await CifarRun.RunAsync(options, CancellationToken.None)).ShouldBe(ExitCode.Success);

        using FileStream metrics = File.OpenRead(_folder.File("out", "metrics.json"));
        RunReport report = RunReportJson.Read(metrics);
        report.Outcome.ShouldBe(RunOutcome.Completed);
        report.Options.ShouldBe(options);
        report.Data.Set.ShouldBe(DataSet.Synthetic);
        report.Rounds.Count.ShouldBe(1);
        report.Privacy.Rho.ShouldBe(450);
        report.Privacy.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        report.Privacy.Epsilon!.Value.ShouldBe(577.3, 1);
        report.Privacy.Readings.Count.ShouldBe(4);
        report.Dimension.ShouldBe(62_006);
        new FileInfo(_folder.File("out", "model.dat")).Length.ShouldBe(248_173);
        File.Exists(_folder.File("out", "curve.svg")).ShouldBeTrue();
    }

    [Fact]
    public void The_safetensors_file_holds_the_models_bits_under_the_names_of_its_state_dict()
    {
        using FederatedRun run = new(Options, SyntheticImages.Create(1, 40, 20));
        using CifarNet net = new();
        net.load(Save(run, "model.dat"));
        string path = _folder.File("model.safetensors");
        AtomicFile.Write(path, run.SaveSafetensors);

        // A length of 8 bytes, a JSON header with the offsets into what follows, and the numbers themselves.
        byte[] content = File.ReadAllBytes(path);
        int length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(content));
        JsonElement header = JsonDocument.Parse(content.AsMemory(8, length)).RootElement;
        Dictionary<string, Tensor> expected = net.state_dict();
        header.EnumerateObject().Select(p => p.Name).Where(n => n != "__metadata__").ShouldBe(expected.Keys, ignoreOrder: true);
        foreach ((string name, Tensor weight) in expected)
        {
            JsonElement entry = header.GetProperty(name);
            entry.GetProperty("dtype").GetString().ShouldBe("F32");
            entry.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).ShouldBe(weight.shape);
            int[] offsets = [.. entry.GetProperty("data_offsets").EnumerateArray().Select(o => 8 + length + o.GetInt32())];
            content[offsets[0]..offsets[1]].ShouldBe(weight.detach().bytes.ToArray());
        }
    }

    [Fact]
    public async Task Results_are_written_after_every_round()
    {
        using FederatedRun run = new(Options with { Rounds = 2 }, SyntheticImages.Create(1, 40, 20));
        List<(int, bool)> saved = [];

        await run.StartAsync(CancellationToken.None);
        await run.ExecuteAsync(new Display(), _ => saved.Add((run.Rounds.Count, run.Initial is not null)), CancellationToken.None);

        saved.ShouldBe([(0, true), (1, true), (2, true)]);
    }

    [Fact]
    public async Task An_interrupted_run_keeps_what_was_done()
    {
        using CancellationTokenSource cancel = new();
        using FederatedRun run = new(Options with { Rounds = 3 }, SyntheticImages.Create(1, 40, 20));
        Display display = new() { OnLine = line => { if (line.StartsWith("round  1", StringComparison.Ordinal)) cancel.Cancel(); } };

        await Should.ThrowAsync<OperationCanceledException>(() => ExecuteAsync(run, display, cancel.Token));

        run.Rounds.Count.ShouldBe(1);
        Weights(Save(run, "model.dat")).Length.ShouldBe(62_006);
    }

    [Fact]
    public async Task A_run_whose_training_diverges_fails_and_says_which_clients_sent_nothing()
    {
        CifarOptions options = Options with { LearningRate = 1e20 };
        Display display = new();
        using FederatedRun run = new(options, SyntheticImages.Create(1, 200, 20));

        await Should.ThrowAsync<RoundFailedException>(() => ExecuteAsync(run, display, CancellationToken.None));

        run.Rounds.ShouldBeEmpty();
        run.PrivacySpent.Rounds.ShouldBe(0);
        display.Lines.ShouldContain(l => l.StartsWith("client 1, round 1: ", StringComparison.Ordinal) && l.Contains("not finite", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AggregationFunction.Prio3, "1e-40")]
    [InlineData(AggregationFunction.Pine64, "1e-15")]
    public async Task Noise_that_is_too_large_for_the_function_fails_before_training(object function, string parameter)
    {
        CifarOptions options = Options with { Function = (AggregationFunction)function, PrivacyParameter = Rational.Parse(parameter) };
        using FederatedRun run = new(options, SyntheticImages.Create(1, 40, 20));
        (await Should.ThrowAsync<CifarException>(() => run.StartAsync(CancellationToken.None))).Message.ShouldMatch("^--privacy 1(\\.000E-40|/1000000000000000) at 16 bits: ");
        run.PrivacySpent.Rounds.ShouldBe(0);
    }

    [Fact]
    public async Task Missing_data_fails_with_exit_code_two() =>
        (await CifarRun.RunAsync(Options with { DataDirectory = _folder.File("none"), OutputDirectory = _folder.File("out") }, CancellationToken.None))
            .ShouldBe(ExitCode.Usage);

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:7")]
    public async Task A_missing_device_fails_with_exit_code_two_before_anything_is_written(string device)
    {
        if (cuda.is_available() && cuda.device_count() > 7)
            return;

        (await CifarRun.RunAsync(Options with { Device = device, DataSet = DataSet.Synthetic, OutputDirectory = _folder.File("out") }, CancellationToken.None))
            .ShouldBe(cuda.is_available() && device == "cuda" ? ExitCode.Success : ExitCode.Usage);
    }

    private static async Task ExecuteAsync(FederatedRun run, IRunDisplay display, CancellationToken cancellation)
    {
        await run.StartAsync(cancellation);
        await run.ExecuteAsync(display, _ => { }, cancellation);
    }

    private string Save(FederatedRun run, string name)
    {
        string path = _folder.File(name);
        AtomicFile.Write(path, run.SaveModel);
        return path;
    }

    private static float[] Weights(string path)
    {
        using CifarNet net = new();
        net.load(path);
        return Flatten(net);
    }

    private static float[] Flatten(CifarNet net)
    {
        using var scope = NewDisposeScope();
        return [.. net.state_dict().Values.SelectMany(t => t.detach().data<float>().ToArray())];
    }

    /// <summary>What a client's model should be after the round, before clipping, which does not bite here.</summary>
    private float[] Retrain(ImageData data, int client)
    {
        int threads = get_num_threads();
        set_num_threads(1);
        using CifarNet net = new();
        net.load(_folder.File("before.dat"));
        using ImageTensors training = new(data.Training, CPU);
        new LocalSgd(training, Partitioning.Iid.Split(40, 2, Options.Seed)[client - 1], client, Options).Run(net, 1, null, CancellationToken.None);
        set_num_threads(threads);
        return Flatten(net);
    }

    private sealed class Display : IRunDisplay
    {
        private readonly Lock _lock = new();

        public List<string> Lines { get; } = [];

        public double Fraction { get; private set; }

        public Action<string>? OnLine { get; init; }

        public void Progress(int lane, string activity, double fraction)
        {
            lock (_lock)
                Fraction = fraction;
        }

        public void Line(string text)
        {
            lock (_lock)
                Lines.Add(text);

            OnLine?.Invoke(text);
        }

        public void Round(RoundReport round) => Line(ConsoleReport.RoundLine(round));

        public void Detail(string text) => Line(text);

        public void Warning(string text) => Line(text);
    }
}
