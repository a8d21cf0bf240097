using Dpsa.Dap;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Dpsa.Examples.Cifar;

/// <summary>A client: its training loop, wrapped by the trainer that keeps its update to itself.</summary>
internal sealed class FederatedClient
{
    /// <summary>Mean training loss, which a client of this example tells the coordinator.</summary>
    public const string LossMetric = "loss";

    private readonly LocalSgd _sgd;
    private readonly int _threads;
    private (IRunDisplay Display, int Lane) _shown;

    public FederatedClient(LocalSgd sgd, CifarNet module, IAggregatorClient aggregators, DpsaTrainerOptions limits, int threads)
    {
        _sgd = sgd;
        _threads = threads;
        Trainer = new DpsaFederatedTrainer($"client {sgd.Client}", module, Train, aggregators, limits);
    }

    public DpsaFederatedTrainer Trainer { get; }

    /// <summary>Trains and submits. A diverged training or a refused report ends this client's round, not the run.</summary>
    public async Task<ClientRound> FitAsync(FitInstruction instruction, int lane, IRunDisplay display, CancellationToken cancellation)
    {
        _shown = (display, lane);
        try
        {
            FitResult result = await Trainer.FitAsync(instruction, cancellation);
            RoundDiagnostics times = Trainer.LastRound!;
            display.Progress(lane, ShardActivity, 1);
            display.Detail(
                $"{Trainer.Name}: trained on {result.SampleCount} samples in {Figures.Seconds(times.TrainTime.TotalSeconds)}, shared and proved in {Figures.Seconds(times.ShardTime.TotalSeconds)}, sent {Figures.Bytes(result.Receipt.BytesSent)}, verified in {Figures.Seconds(times.UploadTime.TotalSeconds)}");
            return new ClientRound(result, null, times.TrainTime, times.ShardTime);
        }
        catch (Exception e) when (e is NonFiniteUpdateException or LocalResultException or ReportRejectedException)
        {
            display.Warning($"{Trainer.Name}, round {instruction.Round}: {e.Message}");
            return new ClientRound(null, $"{Trainer.Name}: {e.Message}", TimeSpan.Zero, TimeSpan.Zero);
        }
    }

    private string ShardActivity => $"{Trainer.Name}: share, prove and submit";

    private LocalTrainingResult Train(Module module, int round, CancellationToken cancellation)
    {
        // Here, since OpenMP keeps the number for each calling thread, and this is the one that trains.
        set_num_threads(_threads);
        var progress = new LaneProgress(_shown.Display, _shown.Lane, $"{Trainer.Name}: train");
        TrainingOutcome outcome = _sgd.Run((CifarNet)module, round, progress, cancellation);
        _shown.Display.Progress(_shown.Lane, ShardActivity, 0);
        return new LocalTrainingResult(outcome.Samples, new Dictionary<string, double> { [LossMetric] = outcome.Loss });
    }
}
