using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>
/// A client: takes part in rounds without showing its update to anyone. Its update leaves only as two shares with a proof of
/// bounded norm.
/// </summary>
/// <remarks>
/// <para>
/// What it spends is recorded in the data holder's <see cref="PrivacyLedger"/> before a report leaves, and counts whether or not
/// the report arrives. All clients on one ledger together report once to a task, and keep within the total.
/// </para>
/// <para>One round or evaluation at a time. The model belongs to the client meanwhile.</para>
/// </remarks>
public class FederatedClient : IFederatedClient
{
    private readonly ILocalModel _model;
    private readonly ILeaderEndpoint _leader;
    private readonly IAggregatorEndpoint _helper;
    private readonly ClientOptions _options;
    private readonly TimeProvider _time;
    private int _busy;

    /// <summary>Creates a client of the given model.</summary>
    /// <param name="name">The client's name, as the coordinator knows it.</param>
    /// <param name="model">The model and its training.</param>
    /// <param name="leader">The aggregator that takes the reports.</param>
    /// <param name="helper">The other aggregator.</param>
    /// <param name="options">The client's own limits, and the data holder's ledger.</param>
    /// <param name="time">Measures times; the system's clock where null.</param>
    /// <exception cref="ArgumentException">The name is empty, or the aggregators have not the roles of leader and helper.</exception>
    public FederatedClient(
        string name,
        ILocalModel model,
        ILeaderEndpoint leader,
        IAggregatorEndpoint helper,
        ClientOptions options,
        TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(leader);
        ArgumentNullException.ThrowIfNull(helper);
        ArgumentNullException.ThrowIfNull(options);
        if (leader.Role != AggregatorRole.Leader) throw new ArgumentException("The leader's endpoint is not the leader's.", nameof(leader));
        if (helper.Role != AggregatorRole.Helper) throw new ArgumentException("The helper's endpoint is not the helper's.", nameof(helper));
        (Name, _model, _leader, _helper, _options, _time) = (name, model, leader, helper, options, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The layout of the model's flat vector.</summary>
    public ParameterLayout Layout => _model.Layout;

    /// <summary>
    /// Privacy that the data holder has spent so far, over all clients on its ledger: each report adds rho = e^2/2 of
    /// zero-concentrated differential privacy, from the moment before its upload; one without noise makes it unbounded.
    /// </summary>
    public PrivacySpent PrivacySpent => _options.Ledger.Spent;

    /// <summary>The last round as the client alone sees it; null before the first.</summary>
    public RoundDiagnostics? LastRound { get; private set; }

    /// <summary>
    /// One round: checks instruction, model, task and account, trains, takes the difference, clips, quantises, shares, records the
    /// spending, submits.
    /// </summary>
    /// <param name="instruction">What the coordinator asks for.</param>
    /// <param name="models">Where the instruction's model is.</param>
    /// <param name="cancellationToken">Stops the round; nothing is sent after that.</param>
    /// <returns>The receipt and the metrics, never the update.</returns>
    /// <exception cref="TaskRefusedException">
    /// Instruction or model make no sense, the aggregators' answers break this client's limits, the holder has reported to the task
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
    public Task<FitResult> FitAsync(FitInstruction instruction, IModelSource models, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        ArgumentNullException.ThrowIfNull(models);
        return AloneAsync(() => FitOnceAsync(instruction, models, cancellationToken));
    }

    /// <summary>Evaluates the instruction's model on the client's data, where the client allows it.</summary>
    /// <param name="instruction">The global model.</param>
    /// <param name="models">Where the model is.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>Loss and accuracy; infinite loss and zero accuracy unless <see cref="ClientOptions.AllowEvaluate"/> is set.</returns>
    /// <exception cref="TaskRefusedException">Instruction or model make no sense.</exception>
    /// <exception cref="LayoutMismatchException">The coordinator's model is another one.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another round or evaluation of this client is under way, or running statistics that it keeps have seen no data yet.
    /// </exception>
    /// <exception cref="LocalResultException">The evaluation step's result makes no sense.</exception>
    public Task<EvaluateResult> EvaluateAsync(
        EvaluateInstruction instruction, IModelSource models, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        ArgumentNullException.ThrowIfNull(models);
        if (!_options.AllowEvaluate)
            return Task.FromResult(new EvaluateResult(Name, double.PositiveInfinity, 0, 0));
        return AloneAsync(async () =>
        {
            InstructionGuard guard = new(instruction, Name, Layout);
            ModelSnapshot model = guard.CheckModel(await models.GetModelAsync(instruction.Model, cancellationToken).ConfigureAwait(false));
            TrainingContext context = new(
                instruction.Round, instruction.Configuration, model, new ActivityProgress(_ => { }), cancellationToken);
            LocalEvaluationResult result = LocalResultGuard.Check(
                await Task.Run(() => guard.Loading(() => _model.Evaluate(context)), cancellationToken).ConfigureAwait(false), Name);
            return new EvaluateResult(Name, result.Loss, result.Accuracy, result.SampleCount);
        });
    }

    /// <inheritdoc/>
    public Task<bool> HasReportedAsync(TaskId task, CancellationToken cancellationToken = default) =>
        Task.Run(() => _options.Ledger.HasReported(task.ToString()), cancellationToken);

    // Both load the global model into the one model.
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

    private async Task<FitResult> FitOnceAsync(FitInstruction instruction, IModelSource models, CancellationToken cancellationToken)
    {
        Report(instruction, ClientActivity.Preparing, 0);
        InstructionGuard guard = new(instruction, Name, Layout);
        LedgerGuard.RequireFirstReport(_options, instruction.Task);
        ModelSnapshot model = guard.CheckModel(await models.GetModelAsync(instruction.Model, cancellationToken).ConfigureAwait(false));
        (TaskParameters task, IVdaf vdaf) = await TaskGuard
            .CheckAsync(_leader, _helper, instruction.Task, Layout.Dimension, _options, cancellationToken).ConfigureAwait(false);
        LedgerGuard.Check(_options, task, vdaf);
        guard.CheckClipNorm(instruction.ClipNorm, model.Vector.Span, vdaf);

        (LocalTrainingResult trained, OutgoingReport outgoing, RoundDiagnostics times) = await Task
            .Run(() => TrainAndShard(instruction, guard, model, vdaf, cancellationToken), cancellationToken).ConfigureAwait(false);
        using (outgoing)
        {
            await Task.Run(() => LedgerGuard.Spend(_options, task, vdaf, instruction.Round), cancellationToken).ConfigureAwait(false);
            Report(instruction, ClientActivity.Uploading, 0);
            long start = _time.GetTimestamp();
            UploadReceipt receipt = await UploadAsync(outgoing, cancellationToken).ConfigureAwait(false);
            LastRound = times with { UploadTime = _time.GetElapsedTime(start) };
            Report(instruction, ClientActivity.Uploading, 1);
            return new FitResult(Name, instruction.Model, receipt, trained.SampleCount, trained.Metrics);
        }
    }

    private async Task<UploadReceipt> UploadAsync(OutgoingReport outgoing, CancellationToken cancellationToken)
    {
        try
        {
            return await _leader.UploadAsync(outgoing.Report, cancellationToken).ConfigureAwait(false);
        }
        catch (ReportRejectedException e) when (
            _options.AllowFreshReport && e.Reason == RejectReason.QueryPointOnDomain && e.Report == outgoing.Report.Id)
        {
            // In the same entry of the ledger: by the aggregators' word, nobody counts the first.
            await Task.Run(outgoing.Renew, cancellationToken).ConfigureAwait(false);
            return await _leader.UploadAsync(outgoing.Report, cancellationToken).ConfigureAwait(false);
        }
    }

    // Runs on one thread from end to end: what trains may belong to a thread.
    private (LocalTrainingResult Trained, OutgoingReport Outgoing, RoundDiagnostics Times) TrainAndShard(
        FitInstruction instruction, InstructionGuard guard, ModelSnapshot model, IVdaf vdaf, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        ActivityProgress progress = new(fraction => Report(instruction, ClientActivity.Training, fraction));
        TrainingContext context = new(instruction.Round, instruction.Configuration, model, progress, cancellationToken);
        LocalUpdate update = guard.Loading(() => _model.Train(context, instruction.ClipNorm, vdaf));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            LocalResultGuard.Check(update.Result, Name);
            Report(instruction, ClientActivity.Sharding, 0);
        }
        catch
        {
            Array.Clear(update.Measurement);
            throw;
        }

        OutgoingReport outgoing = OutgoingReport.Create(instruction.Task, vdaf, update.Measurement);
        TimeSpan shardTime = _time.GetElapsedTime(start) - update.TrainTime;
        return (update.Result!, outgoing, new RoundDiagnostics(update.Norm, update.TrainTime, shardTime, TimeSpan.Zero));
    }

    private void Report(FitInstruction instruction, ClientActivity activity, double fraction)
    {
        try
        {
            _options.Progress?.Report(new ClientProgress(Name, instruction.Round, activity, fraction));
        }
        catch (Exception)
        {
            // Whoever only watches must not cost a round whose privacy is spent.
        }
    }

    private sealed class ActivityProgress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
