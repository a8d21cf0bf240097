using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.Examples.Cifar;

/// <summary>A client: its training loop, wrapped by the trainer that keeps its update to itself, on the module of its worker.</summary>
internal sealed class CifarClient : IFederatedClient, IProgress<ClientProgress>
{
    /// <summary>Mean training loss, which a client of this example tells the coordinator.</summary>
    public const string LossMetric = "loss";

    private readonly LocalSgd _sgd;
    private readonly Worker _worker;
    private readonly DpsaFederatedTrainer _trainer;

    public CifarClient(LocalSgd sgd, Worker worker, InProcessAggregators aggregators, DpStrategy privacy, int rounds)
    {
        (_sgd, _worker) = (sgd, worker);

        // Each client is a data holder of its own, and every run starts from data that nobody has spent.
        ZcdpBudget round = privacy.Budget ?? new ZcdpBudget(1);
        _trainer = DpsaFederatedTrainer.Create($"client {sgd.Client}", worker.Module, Train, aggregators.Leader, aggregators.Helper, new()
        {
            MaxPrivacyPerRound = round,
            MaxPrivacyTotal = rounds * round.Rho,
            Ledger = PrivacyLedger.InMemory(),
            AllowNoNoise = privacy.Budget is null,
            MinBatchSize = CifarOptions.MinClients,
            Progress = this,
        });
    }

    public string Name => _trainer.Name;

    public PrivacySpent PrivacySpent => _trainer.PrivacySpent;

    /// <summary>What the client's last round took; null before.</summary>
    public RoundDiagnostics? LastRound => _trainer.LastRound;

    /// <summary>Trains and submits. A diverged training or a refused report ends this client's round, not the run.</summary>
    public Task<FitResult> FitAsync(FitInstruction instruction, IModelSource models, CancellationToken cancellationToken) =>
        _worker.InTurnAsync(
            async () =>
            {
                FitResult result = await _trainer.FitAsync(instruction, models, cancellationToken);
                RoundDiagnostics times = LastRound!;
                _worker.Display?.Detail(
                    $"{Name}: trained on {result.SampleCount} samples in {Figures.Seconds(times.TrainTime.TotalSeconds)}, "
                    + $"shared and proved in {Figures.Seconds(times.ShardTime.TotalSeconds)}, sent {Figures.Bytes(result.Receipt.BytesSent)}, "
                    + $"verified in {Figures.Seconds(times.UploadTime.TotalSeconds)}");
                return result;
            },
            cancellationToken);

    public Task<EvaluateResult> EvaluateAsync(EvaluateInstruction instruction, IModelSource models, CancellationToken cancellationToken) =>
        _worker.InTurnAsync(() => _trainer.EvaluateAsync(instruction, models, cancellationToken), cancellationToken);

    public Task<bool> HasReportedAsync(TaskId task, CancellationToken cancellationToken) => _trainer.HasReportedAsync(task, cancellationToken);

    /// <summary>Shows the client's progress on its worker's line.</summary>
    public void Report(ClientProgress value) => _worker.Display?.Progress(
        _worker.Lane,
        value.Activity is ClientActivity.Preparing or ClientActivity.Training ? $"{Name}: train" : $"{Name}: share, prove and submit",
        value.Fraction);

    private LocalTrainingResult Train(CifarNet module, TrainingContext context)
    {
        // Here, since OpenMP keeps the number for each calling thread, and this is the one that trains.
        set_num_threads(_worker.Threads);
        TrainingOutcome outcome = _sgd.Run(module, context.Round, new SparseProgress(context.Progress.Report), context.CancellationToken);
        return new LocalTrainingResult(outcome.Samples, new Dictionary<string, double> { [LossMetric] = outcome.Loss });
    }
}

/// <summary>One module and one line of the display, which clients use in turn: each starts a round from the global model anyway.</summary>
/// <param name="lane">The line of the display.</param>
/// <param name="device">Where the module is.</param>
/// <param name="threads">Of libtorch's, for the training of one client.</param>
internal sealed class Worker(int lane, Device device, int threads) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public CifarNet Module { get; } = new CifarNet().to(device);

    public int Lane => lane;

    public int Threads => threads;

    /// <summary>Shows the run that is going on; null before.</summary>
    public IRunDisplay? Display { get; set; }

    /// <summary>Runs one client's round when it is its turn.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> round, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await round();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Module.Dispose();
        _turn.Dispose();
    }
}
