using System.Diagnostics;
using System.Security.Cryptography;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// A client: wraps a TorchSharp module and a training step, and takes part in rounds without showing its update to
/// anyone. Its update leaves only as two shares with a proof of bounded norm.
/// </summary>
/// <remarks>
/// One round at a time, and one report to a task: two would double what the client can move the sum by, and so the
/// privacy loss that the noise is calibrated for. The module belongs to the trainer while a round runs, and is not disposed by it.
/// </remarks>
public sealed class DpsaFederatedTrainer
{
    private readonly nn.Module _module;
    private readonly LocalTraining _train;
    private readonly LocalEvaluation? _evaluate;
    private readonly IAggregatorClient _aggregators;
    private readonly DpsaTrainerOptions _options;
    private readonly HashSet<TaskId> _reported = [];
    private int _running;

    /// <summary>Wraps a module.</summary>
    /// <param name="name">The client's name, as the coordinator knows it.</param>
    /// <param name="module">The module; its parameters are overwritten by the global model each round.</param>
    /// <param name="train">The training step; called on a thread of the pool.</param>
    /// <param name="aggregators">The way to both aggregators.</param>
    /// <param name="options">The client's own limits.</param>
    /// <param name="evaluate">The evaluation step; needed only with <see cref="DpsaTrainerOptions.AllowEvaluate"/>.</param>
    /// <exception cref="ArgumentException">The module's state cannot be carried in a float32 vector; the message says why.</exception>
    public DpsaFederatedTrainer(
        string name,
        nn.Module module,
        LocalTraining train,
        IAggregatorClient aggregators,
        DpsaTrainerOptions options,
        LocalEvaluation? evaluate = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(aggregators);
        ArgumentNullException.ThrowIfNull(options);
        if (options.AllowEvaluate && evaluate is null)
            throw new ArgumentException("AllowEvaluate needs an evaluation step.", nameof(evaluate));
        Name = name;
        Layout = ParameterVector.LayoutOf(module, options.Buffers);
        (_module, _train, _evaluate, _aggregators, _options) = (module, train, evaluate, aggregators, options);
    }

    /// <summary>The client's name.</summary>
    public string Name { get; }

    /// <summary>The layout of the module's flat vector.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>
    /// Privacy spent so far: each submitted round adds rho = e^2/2 of zero-concentrated differential privacy. A round
    /// counts from the moment before its upload, whether or not that succeeds; a round without noise makes it unbounded.
    /// </summary>
    public PrivacySpent PrivacySpent { get; private set; } = PrivacySpent.Nothing;

    /// <summary>The last round as the client alone sees it; null before the first.</summary>
    public RoundDiagnostics? LastRound { get; private set; }

    /// <summary>
    /// One round: checks the task, loads the global vector, trains, takes the difference, clips, quantises, shares, submits.
    /// </summary>
    /// <param name="instruction">What the coordinator asks for.</param>
    /// <param name="cancellationToken">Stops the round; nothing is sent after that.</param>
    /// <returns>The receipt and the metrics, never the update.</returns>
    /// <exception cref="TaskRefusedException">
    /// The aggregators' answers break this client's limits, or it has reported to the task before; nothing was trained or sent.
    /// </exception>
    /// <exception cref="LayoutMismatchException">
    /// The coordinator's model is another one, and nothing was trained; or training changed what is frozen. Nothing was sent.
    /// </exception>
    /// <exception cref="ArgumentException">The global vector holds a value which is not finite in the module; nothing was trained or sent.</exception>
    /// <exception cref="InvalidOperationException">Another round of this client is under way.</exception>
    /// <exception cref="NonFiniteUpdateException">Training diverged; nothing was sent.</exception>
    /// <exception cref="ReportRejectedException">An aggregator refused the report.</exception>
    public async Task<FitResult> FitAsync(FitInstruction instruction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        if (Interlocked.Exchange(ref _running, 1) != 0)
            throw new InvalidOperationException($"Client {Name} is in the middle of a round; it takes one at a time.");
        try
        {
            return await FitOnceAsync(instruction, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Evaluates the global model on the client's data, where the client allows it.</summary>
    /// <returns>Loss and accuracy; infinite loss and zero accuracy unless <see cref="DpsaTrainerOptions.AllowEvaluate"/> is set.</returns>
    /// <exception cref="LayoutMismatchException">The coordinator's model is another one.</exception>
    /// <exception cref="ArgumentException">The global vector holds a value which is not finite in the module.</exception>
    /// <exception cref="InvalidOperationException">Running statistics that the client keeps have seen no data yet.</exception>
    public Task<EvaluateResult> EvaluateAsync(FitInstruction instruction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        if (!_options.AllowEvaluate)
            return Task.FromResult(new EvaluateResult(Name, double.PositiveInfinity, 0, 0));
        return Task.Run(
            () =>
            {
                if (_options.Buffers == BufferPolicy.KeepLocal) RunningStatistics.RequireTouched(_module);
                ParameterVector.LoadValues(_module, instruction.Layout, instruction.Parameters, _options.Buffers);
                using DisposeScope scope = NewDisposeScope();
                using (no_grad())
                {
                    _module.eval();
                    LocalEvaluationResult result = _evaluate!(_module, cancellationToken);
                    return new EvaluateResult(Name, result.Loss, result.Accuracy, result.SampleCount);
                }
            },
            cancellationToken);
    }

    private async Task<FitResult> FitOnceAsync(FitInstruction instruction, CancellationToken cancellationToken)
    {
        Layout.RequireSame(instruction.Layout, $"Client {Name}'s", "the coordinator's");
        TaskGuard.RequireFirstReport(_reported, instruction.Task);
        TaskParameters task = await TaskGuard
            .CheckAsync(_aggregators, instruction.Task, Layout.Dimension, _options, cancellationToken).ConfigureAwait(false);
        IVdaf vdaf = TaskGuard.Function(task);

        (LocalTrainingResult trained, Report report, double norm, TimeSpan trainTime, TimeSpan shardTime) = await Task
            .Run(() => TrainAndShard(instruction, task.Task, vdaf, cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _reported.Add(task.Task);
            PrivacySpent = PrivacySpent.Add(task.Privacy);
            long start = Stopwatch.GetTimestamp();
            UploadReceipt receipt = await _aggregators.UploadAsync(report, cancellationToken).ConfigureAwait(false);
            LastRound = new RoundDiagnostics(norm, trainTime, shardTime, Stopwatch.GetElapsedTime(start));
            return new FitResult(Name, Layout, receipt, trained.SampleCount, trained.Metrics);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(report.Shares.LeaderInputShare);
            CryptographicOperations.ZeroMemory(report.Shares.HelperInputShare);
        }
    }

    // Runs on one thread from end to end: dispose scopes belong to a thread.
    private (LocalTrainingResult Trained, Report Report, double Norm, TimeSpan TrainTime, TimeSpan ShardTime) TrainAndShard(
        FitInstruction instruction, TaskId task, IVdaf vdaf, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        long start = Stopwatch.GetTimestamp();
        ParameterVector.LoadValues(_module, instruction.Layout, instruction.Parameters, _options.Buffers);
        using Tensor received = ParameterVector.Flatten(_module, _options.Buffers);
        _module.train();
        LocalTrainingResult trained = _train(_module, instruction.Round, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        ParameterVector.LayoutOf(_module, _options.Buffers).RequireSame(Layout, $"Client {Name}'s after its training", "before it");
        TimeSpan trainTime = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        using Tensor current = ParameterVector.Flatten(_module, _options.Buffers);
        using Tensor update = current - received;
        int[] measurement = UpdateQuantizer.Quantize(update, instruction.ClipNorm, vdaf, Layout);
        Report report = Shard(task, vdaf, measurement);
        TimeSpan shardTime = Stopwatch.GetElapsedTime(start);
        return (trained, report, update.to(ScalarType.Float64).norm().item<double>(), trainTime, shardTime);
    }

    private static Report Shard(TaskId task, IVdaf vdaf, int[] measurement)
    {
        try
        {
            return Report.Create(task, vdaf, measurement);
        }
        finally
        {
            Array.Clear(measurement);
        }
    }
}
