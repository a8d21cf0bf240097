using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Vdaf;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// The coordinator's side: wraps a strategy, opens a task per round at the aggregators, collects the noised sum,
/// moves the global vector by it, and writes it into a module's state dict. It never sees an update.
/// </summary>
/// <remarks>
/// One call at a time. A call that fails or is cancelled leaves the model, the round and the session as they were, and can be repeated.
/// </remarks>
public sealed class DpsaAggregationStrategy
{
    private readonly IStrategy _inner;
    private readonly IAggregationManager _aggregators;
    private readonly DpsaStrategyOptions _options;
    private readonly GlobalModel _model;
    private readonly IVdaf _vdaf;
    private SessionId? _session;
    private Round? _current;
    private IReadOnlyList<string>? _evaluators;
    private int _busy;

    /// <summary>Wraps a strategy; the global model starts as the module's state.</summary>
    /// <param name="inner">Chooses clients and combines metrics.</param>
    /// <param name="aggregators">The way to both aggregators.</param>
    /// <param name="module">Holds the global model; overwritten after each round, not disposed.</param>
    /// <param name="options">Noise, function, clip norm, rule.</param>
    /// <exception cref="ArgumentException">
    /// The module's state cannot be carried in a float32 vector or is not finite, or the function is of another dimension.
    /// </exception>
    public DpsaAggregationStrategy(IStrategy inner, IAggregationManager aggregators, nn.Module module, DpsaStrategyOptions options)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(aggregators);
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(options);
        (_inner, _aggregators, _options) = (inner, aggregators, options);
        _model = new GlobalModel(module, options.Buffers);
        Vdaf = options.Vdaf(Layout.Dimension) ?? throw new ArgumentException("The options choose no function.", nameof(options));
        if (Vdaf.Dimension != Layout.Dimension)
        {
            throw new ArgumentException(
                $"The function sums vectors of {Vdaf.Dimension} coordinates, the model has {Layout.Dimension}.", nameof(options));
        }

        _vdaf = Vdaf.Create();
    }

    /// <summary>The layout of the global vector.</summary>
    public ParameterLayout Layout => _model.Layout;

    /// <summary>The aggregation function of the session.</summary>
    public VdafParameters Vdaf { get; }

    /// <summary>The global vector as it is now, d finite values. Later rounds do not change what was returned.</summary>
    public ReadOnlyMemory<float> Parameters => _model.Vector;

    /// <summary>The task of the round under way, or of the last round.</summary>
    public TaskId? CurrentTask => _current?.Task;

    /// <summary>Agrees with both aggregators on a session.</summary>
    /// <exception cref="ArgumentException">The aggregators cannot sample the noise, or sum within the function's field.</exception>
    /// <exception cref="InvalidOperationException">The session has been started already, or another call is under way.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => AloneAsync(async () =>
    {
        if (_session is not null) throw new InvalidOperationException("The session has been started already.");
        return _session = await _aggregators
            .CreateSessionAsync(new SessionParameters(Vdaf, _options.Privacy, _options.MinBatchSize), cancellationToken)
            .ConfigureAwait(false);
    });

    /// <summary>
    /// Opens a round: chooses clients, creates the task at both aggregators. A round before it that was not aggregated is given up.
    /// </summary>
    /// <param name="round">Number of the round, from 1.</param>
    /// <param name="available">Names of the clients that are there.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The chosen clients, and the instruction which all of them get.</returns>
    /// <exception cref="AggregationException">The aggregators refuse.</exception>
    /// <exception cref="InvalidOperationException">
    /// The session has not been started, there are too few clients, or another call is under way.
    /// </exception>
    public Task<(IReadOnlyList<string> Clients, FitInstruction Instruction)> ConfigureFitAsync(
        int round, IReadOnlyList<string> available, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        ArgumentNullException.ThrowIfNull(available);
        return AloneAsync(async () =>
        {
            if (_session is not { } session) throw new InvalidOperationException("Start the session first.");
            IReadOnlyList<string> clients = _inner.SelectForFit(round, available);
            TaskId task = TaskId.Random();
            await _aggregators.StartRoundAsync(session, task, cancellationToken).ConfigureAwait(false);
            _current = new Round(round, task, [.. clients], Applied: false);
            _evaluators = null;
            return (clients, Instruction(_current));
        });
    }

    /// <summary>Closes a round: collects the noised sum and moves the global model and the module.</summary>
    /// <param name="results">
    /// The answers of the clients that finished; those that failed are simply missing. What is no answer to this round, or no
    /// sensible one, is left out of the metrics and listed in the summary.
    /// </param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="AggregationException">Too few valid reports, or the aggregators cannot release; nothing was changed.</exception>
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

            // First, so that a wrapped strategy that throws finds the round to be repeated.
            (IReadOnlyList<FitResult> kept, IReadOnlyList<LeftOutAnswer> leftOut) = AnswerScreen.Screen(results, current.Clients, Layout);
            IReadOnlyDictionary<string, double> metrics = _inner.AggregateFitMetrics(kept);

            Collection collection = await _aggregators.CollectAsync(current.Task, cancellationToken).ConfigureAwait(false);
            if (collection.ReportCount < _options.MinBatchSize)
            {
                throw new AggregationException(
                    AggregationError.InvalidBatchSize,
                    $"The aggregators released a sum of {collection.ReportCount} reports of task {current.Task}, although they agreed on "
                    + $"at least {_options.MinBatchSize}; it was not used.");
            }

            double norm = _model.Move(current.Number, collection.Sum(_vdaf), Factor(collection.ReportCount));
            _current = current with { Applied = true };
            return new RoundSummary(current.Number, collection.ReportCount, norm, metrics, leftOut);
        });
    }

    /// <summary>Asks the wrapped strategy who should evaluate; the instruction carries the global model.</summary>
    /// <exception cref="InvalidOperationException">No round has been opened.</exception>
    public (IReadOnlyList<string> Clients, FitInstruction Instruction) ConfigureEvaluate(IReadOnlyList<string> available)
    {
        ArgumentNullException.ThrowIfNull(available);
        if (_current is not { } current) throw new InvalidOperationException("No round has been opened.");
        IReadOnlyList<string> clients = _inner.SelectForEvaluate(current.Number, available);
        _evaluators = [.. clients];
        return (clients, Instruction(current));
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
        return new EvaluationRound(current.Number, _inner.AggregateEvaluate(kept), leftOut);
    }

    /// <summary>Ends the session at both aggregators. Does nothing where there is none.</summary>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    public Task EndAsync(CancellationToken cancellationToken = default) => AloneAsync(async () =>
    {
        if (_session is { } session) await _aggregators.EndSessionAsync(session, cancellationToken).ConfigureAwait(false);
        return _session = null;
    });

    private FitInstruction Instruction(Round round) => new(round.Number, round.Task, Layout, _model.Vector.ToArray(), _options.ClipNorm);

    // In place of the wrapped strategy's own averaging: it would need the updates.
    private double Factor(long reports) =>
        _options.ServerLearningRate * _options.ClipNorm / (_options.Rule == UpdateRule.Mean ? reports : 1);

    private async Task<T> AloneAsync<T>(Func<Task<T>> step)
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException("The strategy is in the middle of a call; it takes one at a time.");
        try
        {
            return await step().ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private sealed record Round(int Number, TaskId Task, IReadOnlyList<string> Clients, bool Applied);
}
