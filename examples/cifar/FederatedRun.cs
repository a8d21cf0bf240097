using Dpsa.Aggregator;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.TorchSharp;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace Dpsa.Examples.Cifar;

/// <summary>
/// The clients, the two aggregators and the coordinator of one run. Clients train side by side on as many workers as there are threads.
/// </summary>
internal sealed class FederatedRun : IRoundCallback, IDisposable
{
    private readonly CifarOptions _options;
    private readonly ImageTensors _training;
    private readonly ImageTensors _test;
    private readonly CifarNet _global;
    private readonly Worker[] _workers;
    private readonly CifarClient[] _clients;
    private readonly InProcessAggregators _aggregators = new();
    private readonly DpsaAggregationStrategy _strategy;
    private readonly List<RoundReport> _rounds = [];
    private IRunDisplay? _display;
    private Action<IRunDisplay>? _save;

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
        int workers = Math.Min(options.Threads, options.Clients);
        _workers = [.. Enumerable.Range(0, workers).Select(i => new Worker(i, device, Math.Max(1, options.Threads / workers)))];

        DpStrategy privacy = DpStrategy.FromPrivacyParameter(options.PrivacyParameter);
        _strategy = new DpsaAggregationStrategy(
            _global,
            _aggregators.Coordinator,
            new DpsaStrategyOptions
            {
                Vdaf = dimension => options.Function.Create(dimension, options.Bits),
                Privacy = privacy,
                ClipNorm = options.ClipNorm,
                MinBatchSize = CifarOptions.MinClients,
                RoundDeadline = TimeSpan.FromDays(1),
                Evaluate = EvaluateAsync,
                Callbacks = [this],
            },
            new FedAvg(options.Aggregation, options.ServerLearningRate));
        IReadOnlyList<long[]> parts = options.Partition.Split(data.Training.Count, options.Clients, options.Seed);
        _clients = [.. parts.Select((indices, i) => new CifarClient(
            new LocalSgd(_training, indices, i + 1, options), _workers[i % workers], _aggregators, privacy, options.Rounds))];
    }

    /// <summary>Lines of the display: the workers, the coordinator after them, and all rounds together.</summary>
    public int Lanes => _workers.Length + 2;

    public DataReport Data { get; }

    public int Dimension => _strategy.Layout.Dimension;

    /// <summary>Before the first round; null until it has been evaluated.</summary>
    public Evaluation? Initial => _strategy.History.Initial is { } metrics ? Evaluation.Of(metrics) : null;

    /// <summary>The rounds that were completed.</summary>
    public IReadOnlyList<RoundReport> Rounds => _rounds;

    /// <summary>The account of a client that spent most: a client whose training diverged in a round has sent nothing in it.</summary>
    public PrivacySpent PrivacySpent => _clients.Select(c => c.PrivacySpent).MaxBy(s => s.Rounds)!;

    private int CoordinatorLane => _workers.Length;

    private int RoundsLane => _workers.Length + 1;

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

    /// <summary>All rounds.</summary>
    /// <param name="display">Shows them.</param>
    /// <param name="save">Called before the first round and after each.</param>
    /// <param name="cancellation">Stops, within a round too, whose work is lost then.</param>
    /// <exception cref="RoundFailedException">A round came to nothing.</exception>
    public async Task ExecuteAsync(IRunDisplay display, Action<IRunDisplay> save, CancellationToken cancellation)
    {
        (_display, _save) = (display, save);
        foreach (Worker worker in _workers)
            worker.Display = display;
        await foreach (RoundResult round in _strategy.RunAsync(_clients, _options.Rounds, cancellation))
        {
            foreach (ClientFailure failure in round.Failures)
                display.Warning($"{failure.Client}, round {round.Round}: {failure.Message}");
            if (round.Outcome != RoundOutcome.Completed)
                throw new RoundFailedException(round.Reason ?? $"Round {round.Round} was not completed.");

            RoundReport report = RoundReport.Of(round, _clients, await _aggregators.StatisticsAsync(round.Task!.Value, cancellation));
            _rounds.Add(report);
            save(display);
            display.Round(report);
            ShowRound(round.Round + 1);
        }
    }

    ValueTask IRoundCallback.OnStartedAsync(FederatedTraining training, CancellationToken cancellationToken)
    {
        _save!(_display!);
        _display!.Line($"round  0: accuracy {Figures.Percent(Initial!.Accuracy),6}, loss {Figures.Loss(Initial.Loss),6}");
        ShowRound(1);
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes the global model; closes the stream.</summary>
    public void SaveModel(Stream stream) => _global.save(stream);

    /// <summary>Writes the global model in the format of Python's safetensors, under the names of the state dict; may close the stream.</summary>
    public void SaveSafetensors(Stream stream)
    {
        using DisposeScope scope = NewDisposeScope();
        Safetensors.SaveStateDict(stream, _global.state_dict().ToDictionary(w => w.Key, w => w.Value.detach().cpu()));
    }

    public void Dispose()
    {
        _training.Dispose();
        _test.Dispose();
        _global.Dispose();
        foreach (Worker worker in _workers)
            worker.Dispose();
    }

    private void ShowRound(int round)
    {
        if (round > _options.Rounds)
            return;

        _display!.Progress(RoundsLane, $"round {round} of {_options.Rounds}", (round - 1) / (double)_options.Rounds);
        _display.Progress(CoordinatorLane, "coordinator: waiting for reports", 0);
    }

    // No client trains meanwhile: all threads are free, as far as there are processors for them.
    private async Task<IReadOnlyDictionary<string, double>> EvaluateAsync(ModelSnapshot model, CancellationToken cancellation)
    {
        int workers = _test.Device.type == DeviceType.CPU ? Math.Min(_options.Threads, Environment.ProcessorCount) : 1;
        SparseProgress progress = new(
            done => _display!.Progress(CoordinatorLane, $"coordinator: evaluate the model of round {model.Id.Version}", done));
        return (await Evaluation.OfAsync(_global, _test, workers, progress, cancellation)).ToMetrics();
    }
}
