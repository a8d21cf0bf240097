using System.Globalization;
using System.Runtime.CompilerServices;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>
/// The coordinator's side of a training: opens a task per round at the aggregators, collects the noised sum, and moves the global
/// model by it as the server optimiser says. It never sees an update.
/// </summary>
/// <remarks>
/// <see cref="RunAsync"/> is the whole loop; the other methods are its steps, for those who drive rounds themselves. One call at a
/// time. A step that fails or is cancelled leaves the model and the session as they were, and can be repeated; a round that could not be
/// opened at both aggregators may have ended the one before it.
/// </remarks>
public class FederatedTraining : IModelSource
{
    private readonly IGlobalModel _holder;
    private readonly CoordinatorEndpoints _aggregators;
    private readonly IVdaf _vdaf;
    private OptimizerState _state;
    private SessionId? _session;
    private OpenRound? _current;
    private IReadOnlyList<string>? _evaluators;
    private int _busy;
    private int _running;

    /// <summary>Prepares a training; the global model starts as its holder's state.</summary>
    /// <param name="model">Holds the global model; overwritten after each round.</param>
    /// <param name="aggregators">The way to both aggregators.</param>
    /// <param name="options">Noise, function, clip norm, deadlines.</param>
    /// <param name="optimizer">Moves the model; default <see cref="FedAvg"/>, which adds the mean.</param>
    /// <param name="strategy">Chooses clients and combines metrics; default <see cref="UniformSampling"/> of everyone.</param>
    /// <param name="time">Measures times and deadlines; the system's clock where null.</param>
    /// <exception cref="ArgumentException">The model is not finite, or the function is of another dimension.</exception>
    public FederatedTraining(
        IGlobalModel model,
        CoordinatorEndpoints aggregators,
        TrainingOptions options,
        IServerOptimizer? optimizer = null,
        IStrategy? strategy = null,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(aggregators);
        ArgumentNullException.ThrowIfNull(options);
        (_holder, _aggregators, Options) = (model, aggregators, options);
        (Optimizer, Strategy, Time) = (optimizer ?? new FedAvg(), strategy ?? new UniformSampling(), time ?? TimeProvider.System);
        Layout = model.Layout;
        Vdaf = options.Vdaf(Layout.Dimension) ?? throw new ArgumentException("The options choose no function.", nameof(options));
        if (Vdaf.Dimension != Layout.Dimension)
        {
            throw new ArgumentException(
                $"The function sums vectors of {Vdaf.Dimension} coordinates, the model has {Layout.Dimension}.", nameof(options));
        }

        if (options.EnoughAnswers < options.MinBatchSize)
        {
            throw new ArgumentException(
                $"A round that waits for {options.EnoughAnswers} answers cannot have the {options.MinBatchSize} reports of a sum.",
                nameof(options));
        }

        _vdaf = Vdaf.Create();
        _state = Optimizer.Start(Layout.Dimension);
        float[] vector = model.Read();
        int bad = Array.FindIndex(vector, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"The model's {Layout.EntryAt(bad).Name} holds a value that is {vector[bad]} as float32.", nameof(model));
        }

        Model = ModelSnapshot.Create(0, Layout, vector);
    }

    /// <summary>The layout of the global vector.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The aggregation function of the session.</summary>
    public VdafParameters Vdaf { get; }

    /// <summary>The global model as it is now. Later rounds do not change what was returned.</summary>
    public ModelSnapshot Model { get; private set; }

    /// <summary>What the training did so far under <see cref="RunAsync"/>.</summary>
    public RoundHistory History { get; internal set; } = RoundHistory.Empty;

    internal TrainingOptions Options { get; }

    internal IServerOptimizer Optimizer { get; }

    internal IStrategy Strategy { get; }

    internal TimeProvider Time { get; }

    /// <summary>Runs rounds until there are as many as asked for, those of a checkpoint that was restored included.</summary>
    /// <param name="clients">The clients that are there; the strategy chooses among them.</param>
    /// <param name="rounds">Number of the last round.</param>
    /// <param name="cancellationToken">
    /// Stops the run, within a round too: its work is lost, unless the model has moved by it already and only the evaluation is.
    /// </param>
    /// <returns>
    /// Each round when it is over. A round that fails for want of clients or reports is one of them, and the next follows.
    /// </returns>
    /// <remarks>The session is opened with the run, unless it is already, and ended with it.</remarks>
    /// <exception cref="ArgumentException">Two clients of one name, or the aggregators refuse the options.</exception>
    /// <exception cref="ModelDivergedException">The model would leave the finite numbers; the last good one is kept.</exception>
    /// <exception cref="CheckpointException">A client's ledger has forgotten a report of the rounds before the checkpoint.</exception>
    /// <exception cref="InvalidOperationException">The training is running already.</exception>
    public async IAsyncEnumerable<RoundResult> RunAsync(
        IReadOnlyList<IFederatedClient> clients,
        int rounds,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        RoundLoop loop = new(this, clients);
        if (Interlocked.Exchange(ref _running, 1) != 0) throw new InvalidOperationException("The training is running already.");
        bool completed = false;
        try
        {
            await loop.StartAsync(cancellationToken).ConfigureAwait(false);
            while (History.Rounds.Count < rounds)
                yield return await loop.RunRoundAsync(History.Rounds.Count + 1, cancellationToken).ConfigureAwait(false);
            completed = true;
        }
        finally
        {
            await loop.SettleAsync().ConfigureAwait(false);
            await EndRunAsync(completed).ConfigureAwait(false);
        }
    }

    /// <summary>Agrees with both aggregators on a session. Does nothing where that has been done.</summary>
    /// <exception cref="ArgumentException">The aggregators cannot sample the noise, or sum within the function's field.</exception>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => AloneAsync(async () => _session ??= await _aggregators
        .CreateSessionAsync(new SessionParameters(Vdaf, Options.Privacy, Options.MinBatchSize), cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Opens a round: chooses clients, creates the task at both aggregators. A round before it that was not aggregated is given up.
    /// </summary>
    /// <param name="round">Number of the round, from 1.</param>
    /// <param name="available">Names of the clients that are there.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The chosen clients, and the instruction which all of them get.</returns>
    /// <exception cref="AggregationException">The aggregators refuse.</exception>
    /// <exception cref="TooFewClientsException">The strategy needs more clients.</exception>
    /// <exception cref="InvalidOperationException">The session has not been started, or another call is under way.</exception>
    public Task<(IReadOnlyList<string> Clients, FitInstruction Instruction)> ConfigureFitAsync(
        int round, IReadOnlyList<string> available, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        ArgumentNullException.ThrowIfNull(available);
        return AloneAsync(async () =>
        {
            if (_session is not { } session) throw new InvalidOperationException("Start the session first.");
            IReadOnlyList<string> clients = Strategy.SelectForFit(round, available);
            TaskId task = TaskId.Random();
            await _aggregators.StartRoundAsync(session, task, cancellationToken).ConfigureAwait(false);
            _current = new OpenRound(round, task, Model.Id, [.. clients], Applied: false);
            _evaluators = null;
            return (clients, new FitInstruction(round, task, Model.Id, Options.ClipNorm, Options.Configuration(round)));
        });
    }

    /// <summary>Collects the noised sum and moves the model by it. What makes no sense among the answers is left out, and listed.</summary>
    /// <param name="results">The answers of the clients that answered; the sum does not depend on them.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="AggregationException">Too few reports, or the aggregators cannot release; nothing was changed.</exception>
    /// <exception cref="VdafException">An aggregator's share is malformed; nothing was changed.</exception>
    /// <exception cref="ModelDivergedException">The model would not be finite any more; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// No round has been opened, it has been applied already, or another call is under way.
    /// </exception>
    public Task<RoundSummary> AggregateFitAsync(IReadOnlyList<FitResult> results, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        return AloneAsync(async () =>
        {
            if (_current is not { } current) throw new InvalidOperationException("No round has been opened.");
            if (current.Applied) throw new InvalidOperationException($"Round {current.Number} has been applied already.");

            // First, so that a strategy that throws finds the round to be repeated.
            (IReadOnlyList<FitResult> kept, IReadOnlyList<LeftOutAnswer> leftOut) =
                AnswerScreen.Screen(results, current.Clients, current.Model);
            IReadOnlyDictionary<string, double> metrics = Strategy.AggregateFitMetrics(kept);

            long start = Time.GetTimestamp();
            Collection collection = await _aggregators.Collector.CollectAsync(current.Task, cancellationToken).ConfigureAwait(false);
            RequireEnough(collection, current.Task);
            double[] sum = collection.Sum(_vdaf);
            TimeSpan collectTime = Time.GetElapsedTime(start);

            start = Time.GetTimestamp();
            double norm = Step(current.Number, sum, collection.ReportCount);
            _current = current with { Applied = true };
            return new RoundSummary(
                current.Number, collection.ReportCount, norm, metrics, kept, leftOut, collectTime, Time.GetElapsedTime(start));
        });
    }

    /// <summary>Asks the strategy who should evaluate; the instruction names the global model.</summary>
    /// <exception cref="InvalidOperationException">No round has been opened.</exception>
    public (IReadOnlyList<string> Clients, EvaluateInstruction Instruction) ConfigureEvaluate(IReadOnlyList<string> available)
    {
        ArgumentNullException.ThrowIfNull(available);
        if (_current is not { } current) throw new InvalidOperationException("No round has been opened.");
        IReadOnlyList<string> clients = Strategy.SelectForEvaluate(current.Number, available);
        _evaluators = [.. clients];
        return (clients, new EvaluateInstruction(current.Number, Model.Id, Options.Configuration(current.Number)));
    }

    /// <summary>Combines the clients' evaluations. What is no sensible answer is left out, and listed.</summary>
    /// <param name="results">The answers of the clients that evaluated.</param>
    /// <exception cref="InvalidOperationException">No client has been asked since the last round was opened.</exception>
    public EvaluationRound AggregateEvaluate(IReadOnlyList<EvaluateResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (_current is not { } current || _evaluators is not { } asked)
            throw new InvalidOperationException("No client has been asked to evaluate in this round.");
        (IReadOnlyList<EvaluateResult> kept, IReadOnlyList<LeftOutAnswer> leftOut) = AnswerScreen.Screen(results, asked);
        return new EvaluationRound(current.Number, Strategy.AggregateEvaluate(kept), leftOut);
    }

    /// <summary>Ends the session at both aggregators. Does nothing where there is none.</summary>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    public Task EndAsync(CancellationToken cancellationToken = default) => AloneAsync(async () =>
    {
        if (_session is { } session) await _aggregators.EndSessionAsync(session, cancellationToken).ConfigureAwait(false);
        return _session = null;
    });

    /// <inheritdoc/>
    public Task<ModelSnapshot> GetModelAsync(ModelId id, CancellationToken cancellationToken)
    {
        ModelSnapshot model = Model;
        return model.Id == id ? Task.FromResult(model) : throw new ModelNotFoundException(id, model.Id);
    }

    /// <summary>The training as it is, to go on from later: model, optimiser, strategy and history.</summary>
    public Checkpoint Checkpoint() => new(Settings(), Model, _state, Strategy.SaveState(), History);

    /// <summary>Goes on from where a training was, as if it had not been interrupted.</summary>
    /// <param name="checkpoint">Of a training with the same model, function, noise, clip norm, optimiser and strategy.</param>
    /// <exception cref="CheckpointException">It is of another training; the message says what differs. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The training has begun already.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (_running != 0 || _current is not null || History.Rounds.Count > 0)
            throw new InvalidOperationException("The training has begun already; restore a checkpoint before it.");
        checkpoint.Settings.RequireSame(Settings());
        checkpoint.Model.Layout.RequireSame(Layout, "The checkpoint's", "the model's");
        if (checkpoint.OptimizerState.Algorithm != _state.Algorithm || checkpoint.OptimizerState.Dimension != _state.Dimension)
        {
            throw new CheckpointException(
                $"The checkpoint's optimiser state is of {checkpoint.OptimizerState}, the training's of {_state}.");
        }

        byte[] before = Strategy.SaveState();
        Strategy.RestoreState(checkpoint.StrategyState);
        try
        {
            float[] vector = checkpoint.Model.Vector.ToArray();
            if (_holder.Load(vector) is { } bad)
            {
                throw new CheckpointException(
                    $"The model of the checkpoint cannot be loaded: {Layout.EntryAt(bad).Name} cannot hold {vector[bad]}.");
            }
        }
        catch
        {
            Strategy.RestoreState(before);
            throw;
        }

        (Model, _state, History) = (checkpoint.Model, checkpoint.OptimizerState, checkpoint.History);
    }

    // A run that broke off has told why; that the aggregators cannot be reached is then no news.
    private async Task EndRunAsync(bool completed)
    {
        using CancellationTokenSource patience = new(RoundLoop.Grace, Time);
        try
        {
            await EndAsync(patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!completed)
        {
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private TrainingSettings Settings() => new(
        $"{Vdaf}",
        Options.Privacy.Budget is { } budget ? $"e = {budget.Epsilon}" : "none",
        Options.ClipNorm.ToString("R", CultureInfo.InvariantCulture),
        Options.MinBatchSize.ToString(CultureInfo.InvariantCulture),
        Optimizer.Description,
        Strategy.Description);

    private double Step(int round, double[] sum, long reports)
    {
        for (int i = 0; i < sum.Length; i++) sum[i] *= Options.ClipNorm;
        ReadOnlySpan<float> before = Model.Vector.Span;
        (float[] next, OptimizerState state) = Optimizer.Step(before, sum, reports, _state);
        int bad = Array.FindIndex(next, value => !float.IsFinite(value));
        if (bad < 0) bad = _holder.Load(next) ?? -1;
        if (bad >= 0) throw new ModelDivergedException(round, Layout.EntryAt(bad).Name, bad, next[bad]);

        double squared = 0;
        for (int i = 0; i < next.Length; i++)
        {
            double step = (double)next[i] - before[i];
            squared += step * step;
        }

        (Model, _state) = (ModelSnapshot.Create(Model.Id.Version + 1, Layout, next), state);
        return Math.Sqrt(squared);
    }

    private void RequireEnough(Collection collection, TaskId task)
    {
        if (collection.ReportCount >= Options.MinBatchSize) return;
        throw new AggregationException(
            AggregationError.InvalidBatchSize,
            $"The aggregators released a sum of {collection.ReportCount} reports of task {task}, although they agreed on "
            + $"at least {Options.MinBatchSize}; it was not used.");
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> step)
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException("The training is in the middle of a step; it takes one at a time.");
        try
        {
            return await step().ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private sealed record OpenRound(int Number, TaskId Task, ModelId Model, IReadOnlyList<string> Clients, bool Applied);
}
