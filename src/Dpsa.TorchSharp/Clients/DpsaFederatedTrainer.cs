using System.Diagnostics;
using Dpsa.Dap;
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
/// <para>
/// What it spends is recorded in the data holder's <see cref="PrivacyLedger"/> before a report leaves, and counts whether or not
/// the report arrives. All trainers on one ledger together report once to a task, and keep within the total.
/// </para>
/// <para>One round or evaluation at a time. The module belongs to the trainer meanwhile, and is not disposed by it.</para>
/// </remarks>
public sealed class DpsaFederatedTrainer
{
    private readonly nn.Module _module;
    private readonly LocalTraining _train;
    private readonly LocalEvaluation? _evaluate;
    private readonly IAggregatorClient _aggregators;
    private readonly DpsaTrainerOptions _options;
    private int _busy;

    /// <summary>Wraps a module.</summary>
    /// <param name="name">The client's name, as the coordinator knows it.</param>
    /// <param name="module">The module; its parameters are overwritten by the global model each round.</param>
    /// <param name="train">The training step; called on a thread of the pool.</param>
    /// <param name="aggregators">The way to both aggregators.</param>
    /// <param name="options">The client's own limits, and the data holder's ledger.</param>
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
    /// Privacy that the data holder has spent so far, over all trainers on its ledger: each report adds rho = e^2/2 of
    /// zero-concentrated differential privacy, from the moment before its upload; one without noise makes it unbounded.
    /// </summary>
    public PrivacySpent PrivacySpent => _options.Ledger.Spent;

    /// <summary>The last round as the client alone sees it; null before the first.</summary>
    public RoundDiagnostics? LastRound { get; private set; }

    /// <summary>
    /// One round: checks instruction, task and account, loads the global vector, trains, takes the difference, clips, quantises,
    /// shares, records the spending, submits.
    /// </summary>
    /// <param name="instruction">What the coordinator asks for.</param>
    /// <param name="cancellationToken">Stops the round; nothing is sent after that.</param>
    /// <returns>The receipt and the metrics, never the update.</returns>
    /// <exception cref="TaskRefusedException">
    /// The instruction makes no sense, the aggregators' answers break this client's limits, the holder has reported to the task
    /// before, or its total would be exceeded; nothing was sent or spent.
    /// </exception>
    /// <exception cref="LayoutMismatchException">
    /// The coordinator's model is another one, and nothing was trained; or training changed what is frozen. Nothing was sent or spent.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another round or evaluation of this client is under way.</exception>
    /// <exception cref="NonFiniteUpdateException">Training diverged; nothing was sent or spent.</exception>
    /// <exception cref="LocalResultException">The training step's result makes no sense; nothing was sent or spent.</exception>
    /// <exception cref="PrivacyLedgerException">The ledger cannot be written; nothing was sent.</exception>
    /// <exception cref="ReportRejectedException">An aggregator refused the report, whose privacy counts as spent.</exception>
    public Task<FitResult> FitAsync(FitInstruction instruction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        return AloneAsync(() => FitOnceAsync(instruction, cancellationToken));
    }

    /// <summary>Evaluates the global model on the client's data, where the client allows it.</summary>
    /// <param name="instruction">The global model; the task and the clip norm do not matter.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>Loss and accuracy; infinite loss and zero accuracy unless <see cref="DpsaTrainerOptions.AllowEvaluate"/> is set.</returns>
    /// <exception cref="TaskRefusedException">The instruction makes no sense.</exception>
    /// <exception cref="LayoutMismatchException">The coordinator's model is another one.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another round or evaluation of this client is under way, or running statistics that it keeps have seen no data yet.
    /// </exception>
    /// <exception cref="LocalResultException">The evaluation step's result makes no sense.</exception>
    public Task<EvaluateResult> EvaluateAsync(FitInstruction instruction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        if (!_options.AllowEvaluate)
            return Task.FromResult(new EvaluateResult(Name, double.PositiveInfinity, 0, 0));
        return AloneAsync(() =>
        {
            InstructionGuard.CheckModel(instruction, Layout, Name);
            return Task.Run(() => Evaluate(instruction, cancellationToken), cancellationToken);
        });
    }

    // Both load the global model into the one module.
    private async Task<T> AloneAsync<T>(Func<Task<T>> action)
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException($"Client {Name} is in the middle of a round or an evaluation; it takes one at a time.");
        try
        {
            return await action().ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private EvaluateResult Evaluate(FitInstruction instruction, CancellationToken cancellationToken)
    {
        if (_options.Buffers == BufferPolicy.KeepLocal)
            RunningStatistics.RequireTouched(_module);
        Load(instruction);
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            _module.eval();
            LocalEvaluationResult result = LocalResultGuard.Check(_evaluate!(_module, cancellationToken), Name);
            return new EvaluateResult(Name, result.Loss, result.Accuracy, result.SampleCount);
        }
    }

    private void Load(FitInstruction instruction)
    {
        try
        {
            ParameterVector.LoadValues(_module, instruction.Layout, instruction.Parameters, _options.Buffers);
        }
        catch (ArgumentException e)
        {
            throw InstructionGuard.CannotLoad(instruction, e);
        }
    }

    private async Task<FitResult> FitOnceAsync(FitInstruction instruction, CancellationToken cancellationToken)
    {
        InstructionGuard.CheckModel(instruction, Layout, Name);
        LedgerGuard.RequireFirstReport(_options, instruction.Task);
        (TaskParameters task, IVdaf vdaf) = await TaskGuard
            .CheckAsync(_aggregators, instruction.Task, Layout.Dimension, _options, cancellationToken).ConfigureAwait(false);
        InstructionGuard.CheckClipNorm(instruction, vdaf);
        LedgerGuard.Check(_options, task, vdaf);

        (LocalTrainingResult trained, OutgoingReport outgoing, RoundDiagnostics times) = await Task
            .Run(() => TrainAndShard(instruction, vdaf, cancellationToken), cancellationToken).ConfigureAwait(false);
        using (outgoing)
        {
            await Task.Run(() => LedgerGuard.Spend(_options, task, vdaf, instruction.Round), cancellationToken).ConfigureAwait(false);
            long start = Stopwatch.GetTimestamp();
            UploadReceipt receipt = await UploadAsync(outgoing, cancellationToken).ConfigureAwait(false);
            LastRound = times with { UploadTime = Stopwatch.GetElapsedTime(start) };
            return new FitResult(Name, Layout, receipt, trained.SampleCount, trained.Metrics);
        }
    }

    private async Task<UploadReceipt> UploadAsync(OutgoingReport outgoing, CancellationToken cancellationToken)
    {
        try
        {
            return await _aggregators.UploadAsync(outgoing.Report, cancellationToken).ConfigureAwait(false);
        }
        catch (ReportRejectedException e) when (
            _options.AllowFreshReport && e.Reason == RejectReason.QueryPointOnDomain && e.Report == outgoing.Report.Id)
        {
            // In the same entry of the ledger: by the aggregators' word, nobody counts the first.
            await Task.Run(outgoing.Renew, cancellationToken).ConfigureAwait(false);
            return await _aggregators.UploadAsync(outgoing.Report, cancellationToken).ConfigureAwait(false);
        }
    }

    // Runs on one thread from end to end: dispose scopes belong to a thread.
    private (LocalTrainingResult Trained, OutgoingReport Outgoing, RoundDiagnostics Times) TrainAndShard(
        FitInstruction instruction, IVdaf vdaf, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        long start = Stopwatch.GetTimestamp();
        Load(instruction);
        using Tensor received = ParameterVector.Flatten(_module, _options.Buffers);
        _module.train();
        LocalTrainingResult? trained = _train(_module, instruction.Round, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        ParameterVector.LayoutOf(_module, _options.Buffers).RequireSame(Layout, $"Client {Name}'s after its training", "before it");
        TimeSpan trainTime = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        using Tensor current = ParameterVector.Flatten(_module, _options.Buffers);
        using Tensor update = current - received;
        double norm = update.to(ScalarType.Float64).norm().item<double>();

        // A training that diverged is better named by its parameter, below, than by its loss.
        if (double.IsFinite(norm))
            LocalResultGuard.Check(trained, Name);
        int[] measurement = UpdateQuantizer.Quantize(update, instruction.ClipNorm, vdaf, Layout);
        OutgoingReport outgoing = OutgoingReport.Create(instruction.Task, vdaf, measurement);
        return (trained!, outgoing, new RoundDiagnostics(norm, trainTime, Stopwatch.GetElapsedTime(start), TimeSpan.Zero));
    }
}
