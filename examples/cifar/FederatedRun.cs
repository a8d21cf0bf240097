using System.Diagnostics;
using Dpsa.Aggregator;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.Examples.Cifar;

/// <summary>
/// The clients, the two aggregators and the coordinator of one run. Clients train side by side on as many workers as there are
/// threads; a worker's clients take turns with its module, since each starts a round from the global model anyway.
/// </summary>
internal sealed class FederatedRun : IDisposable
{
    private readonly CifarOptions _options;
    private readonly ImageTensors _training;
    private readonly ImageTensors _test;
    private readonly CifarNet _global;
    private readonly CifarNet[] _workers;
    private readonly InProcessAggregators _aggregators = new();
    private readonly DpsaAggregationStrategy _strategy;
    private readonly FederatedClient[] _clients;
    private readonly List<RoundReport> _rounds = [];

    /// <exception cref="CifarException">The device is not there, or there are more clients than images.</exception>
    public FederatedRun(CifarOptions options, ImageData data)
    {
        _options = options;
        Data = new DataReport(data.Set, data.Origin, data.Training.Count, data.Test.Count);
        Device device = TrainingDevice.Resolve(options.Device);
        random.manual_seed(options.Seed);
        _global = new CifarNet().to(device);
        _training = new ImageTensors(data.Training, device);
        _test = new ImageTensors(data.Test, device);
        _workers = [.. Enumerable.Range(0, Math.Min(options.Threads, options.Clients)).Select(_ => new CifarNet().to(device))];
        DpStrategy privacy = DpStrategy.FromPrivacyParameter(options.PrivacyParameter);
        _strategy = new DpsaAggregationStrategy(new UniformSampling(), _aggregators, _global, new DpsaStrategyOptions
        {
            Vdaf = dimension => options.Function.Create(dimension, options.Bits),
            Privacy = privacy,
            ClipNorm = options.ClipNorm,
            Rule = options.Aggregation,
            ServerLearningRate = options.ServerLearningRate,
            MinBatchSize = CifarOptions.MinClients,
        });
        IReadOnlyList<long[]> parts = Partition.Create(options.Partition, data.Training.Count, options.Clients, options.Seed);
        _clients = [.. parts.Select((indices, i) => new FederatedClient(
            new LocalSgd(_training, indices, i + 1, options),
            _workers[i % _workers.Length],
            _aggregators,
            Limits(privacy, options.Rounds),
            threads: Math.Max(1, options.Threads / _workers.Length)))];
    }

    /// <summary>Lines of the display: the workers, the coordinator after them, and all rounds together.</summary>
    public int Lanes => _workers.Length + 2;

    public DataReport Data { get; }

    public int Dimension => _strategy.Layout.Dimension;

    /// <summary>Before the first round; null until it has been evaluated.</summary>
    public Evaluation? Initial { get; private set; }

    /// <summary>The rounds that were completed.</summary>
    public IReadOnlyList<RoundReport> Rounds => _rounds;

    /// <summary>The account of a client that spent most: a client whose training diverged in a round has sent nothing in it.</summary>
    public PrivacySpent PrivacySpent => _clients.Select(c => c.Trainer.PrivacySpent).MaxBy(s => s.Rounds)!;

    private int CoordinatorLane => _workers.Length;

    private int RoundsLane => _workers.Length + 1;

    /// <summary>All rounds.</summary>
    /// <param name="display">Shows them.</param>
    /// <param name="save">Called before the first round and after each.</param>
    /// <param name="cancellation">Stops, within a round too, whose work is lost then.</param>
    public async Task ExecuteAsync(IRunDisplay display, Action<IRunDisplay> save, CancellationToken cancellation)
    {
        try
        {
            Initial = await EvaluateAsync(0, display, cancellation);
            save(display);
            display.Line($"round  0: accuracy {Figures.Percent(Initial.Accuracy),6}, loss {Figures.Loss(Initial.Loss),6}");
            for (int round = 1; round <= _options.Rounds; round++)
            {
                display.Progress(RoundsLane, $"round {round} of {_options.Rounds}", (round - 1) / (double)_options.Rounds);
                display.Progress(CoordinatorLane, "coordinator: waiting for reports", 0);
                RoundReport report = await RunRoundAsync(round, display, cancellation);
                _rounds.Add(report);
                save(display);
                display.Round(report);
            }
        }
        finally
        {
            await _strategy.EndAsync(CancellationToken.None);
        }
    }

    /// <summary>Writes the global model; closes the stream.</summary>
    public void SaveModel(Stream stream) => _global.save(stream);

    public void Dispose()
    {
        _training.Dispose();
        _test.Dispose();
        _global.Dispose();
        foreach (CifarNet module in _workers)
            module.Dispose();
    }

    /// <summary>Opens the session at the aggregators; before the first round.</summary>
    /// <exception cref="CifarException">They refuse: noise that is too large or too small for the function, for example.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _strategy.StartAsync(cancellation);
        }
        catch (ArgumentException e)
        {
            string parameter = _options.PrivacyParameter is { } value ? Figures.Fraction(value) : PrivacyParameterConverter.None;
            throw new CifarException($"--privacy {parameter} at {_options.Bits} bits: {e.Message.Split('\n', 2)[0]}", e);
        }
    }

    private async Task<RoundReport> RunRoundAsync(int round, IRunDisplay display, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        (IReadOnlyList<string> names, FitInstruction instruction) =
            await _strategy.ConfigureFitAsync(round, [.. _clients.Select(c => c.Trainer.Name)], cancellation);
        HashSet<string> chosen = [.. names];
        FederatedClient[] clients = [.. _clients.Where(c => chosen.Contains(c.Trainer.Name))];

        ClientRound[] answers = await TrainAsync(clients, instruction, display, cancellation);

        display.Progress(CoordinatorLane, "aggregators: noise and sum", 0);
        long aggregateStart = Stopwatch.GetTimestamp();
        FitResult[] results = [.. answers.Where(a => a.Result is not null).Select(a => a.Result!)];
        RoundSummary summary = await _strategy.AggregateFitAsync(results, cancellation);
        double aggregateSeconds = Stopwatch.GetElapsedTime(aggregateStart).TotalSeconds;

        long evaluateStart = Stopwatch.GetTimestamp();
        Evaluation test = await EvaluateAsync(round, display, cancellation);
        double evaluateSeconds = Stopwatch.GetElapsedTime(evaluateStart).TotalSeconds;

        AggregationStatistics statistics = _aggregators.Statistics(instruction.Task);
        return new RoundReport
        {
            Round = round,
            Test = test,
            TrainLoss = summary.Metrics.TryGetValue(FederatedClient.LossMetric, out double loss) ? loss : null,
            Samples = results.Sum(r => r.SampleCount),
            Reports = summary.ReportCount,
            Rejected = statistics.Rejected.Values.Sum(),
            FailedClients = [.. answers.Where(a => a.Failure is not null).Select(a => a.Failure!)],
            BytesSent = results.Sum(r => r.Receipt.BytesSent),
            BytesBetweenAggregators = statistics.BytesBetweenAggregators,
            StepNorm = summary.UpdateNorm,
            Seconds = new PhaseSeconds(
                answers.Sum(a => a.TrainTime.TotalSeconds),
                answers.Sum(a => a.ShardTime.TotalSeconds),
                statistics.VerifyTime.TotalSeconds,
                aggregateSeconds,
                evaluateSeconds),
            WallSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    private async Task<ClientRound[]> TrainAsync(
        FederatedClient[] clients, FitInstruction instruction, IRunDisplay display, CancellationToken cancellation)
    {
        ClientRound[] answers = new ClientRound[clients.Length];
        await Task.WhenAll(Enumerable.Range(0, _workers.Length).Select(worker => Task.Run(
            async () =>
            {
                for (int i = worker; i < clients.Length; i += _workers.Length)
                    answers[i] = await clients[i].FitAsync(instruction, worker, display, cancellation);
            },
            cancellation)));
        return answers;
    }

    // No client trains meanwhile: all threads are free, as far as there are processors for them.
    private Task<Evaluation> EvaluateAsync(int round, IRunDisplay display, CancellationToken cancellation)
    {
        int workers = _test.Device.type == DeviceType.CPU ? Math.Min(_options.Threads, Environment.ProcessorCount) : 1;
        LaneProgress progress = new(display, CoordinatorLane, $"coordinator: evaluate the model of round {round}");
        return Evaluation.OfAsync(_global, _test, workers, progress, cancellation);
    }

    // Each client is a data holder of its own, and every run starts from data that nobody has spent.
    private static DpsaTrainerOptions Limits(DpStrategy privacy, int rounds)
    {
        ZcdpBudget round = privacy.Budget ?? new ZcdpBudget(1);
        return new DpsaTrainerOptions
        {
            MaxPrivacyPerRound = round,
            MaxPrivacyTotal = rounds * round.Rho,
            Ledger = PrivacyLedger.InMemory(),
            AllowNoNoise = privacy.Budget is null,
            MinBatchSize = CifarOptions.MinClients,
        };
    }
}
