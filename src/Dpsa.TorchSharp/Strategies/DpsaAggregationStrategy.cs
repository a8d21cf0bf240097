using Dpsa.Federation;
using Dpsa.Vdaf;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// The coordinator's side: wraps a strategy, opens a task per round at the aggregators, collects the noised sum,
/// moves the global vector by it, and writes it into a module's state dict. It never sees an update.
/// </summary>
public sealed class DpsaAggregationStrategy
{
    private readonly IStrategy _inner;
    private readonly IAggregationManager _aggregators;
    private readonly nn.Module _module;
    private readonly DpsaStrategyOptions _options;
    private readonly VdafParameters _parameters;
    private readonly IVdaf _vdaf;
    private readonly float[] _global;
    private SessionId? _session;
    private (int Round, TaskId Task)? _current;
    private bool _applied;

    /// <summary>Wraps a strategy; the global model starts as the module's state.</summary>
    /// <param name="inner">Chooses clients and combines metrics.</param>
    /// <param name="aggregators">The way to both aggregators.</param>
    /// <param name="module">Holds the global model; overwritten after each round, not disposed.</param>
    /// <param name="options">Noise, function, clip norm, rule.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the module's state cannot be carried in a float32 vector.</exception>
    public DpsaAggregationStrategy(IStrategy inner, IAggregationManager aggregators, nn.Module module, DpsaStrategyOptions options)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(aggregators);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_inner, _aggregators, _module, _options) = (inner, aggregators, module, options);
        Layout = ParameterVector.LayoutOf(module, options.Buffers);
        _parameters = options.Vdaf(Layout.Dimension);
        if (_parameters.Dimension != Layout.Dimension)
            throw new ArgumentException($"The function sums vectors of {_parameters.Dimension} coordinates, the model has {Layout.Dimension}.", nameof(options));
        _vdaf = _parameters.Create();
        _global = ParameterVector.Values(module, options.Buffers);
        if (options.Buffers == BufferPolicy.KeepLocal) RunningStatistics.RefuseUntouched(module);
    }

    /// <summary>The layout of the global vector.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The aggregation function of the session.</summary>
    public VdafParameters Vdaf => _parameters;

    /// <summary>The global vector, d values.</summary>
    public ReadOnlyMemory<float> Parameters => _global;

    /// <summary>The task of the round under way, or of the last round.</summary>
    public TaskId? CurrentTask => _current?.Task;

    /// <summary>Agrees with both aggregators on a session.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_session is not null) throw new InvalidOperationException("The session has been started already.");
        _session = await _aggregators
            .CreateSessionAsync(new SessionParameters(_parameters, _options.Privacy, _options.MinBatchSize), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Opens a round: chooses clients, creates the task at both aggregators.</summary>
    /// <param name="round">Number of the round, from 1.</param>
    /// <param name="available">Names of the clients that are there.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The chosen clients, and the instruction which all of them get.</returns>
    /// <exception cref="AggregationException">The aggregators refuse.</exception>
    public async Task<(IReadOnlyList<string> Clients, FitInstruction Instruction)> ConfigureFitAsync(
        int round, IReadOnlyList<string> available, CancellationToken cancellationToken = default)
    {
        if (_session is not { } session) throw new InvalidOperationException("Start the session first.");
        IReadOnlyList<string> clients = _inner.SelectForFit(round, available);
        TaskId task = TaskId.Random();
        await _aggregators.StartRoundAsync(session, task, cancellationToken).ConfigureAwait(false);
        _current = (round, task);
        _applied = false;
        return (clients, new FitInstruction(round, task, Layout, _global.ToArray(), _options.ClipNorm));
    }

    /// <summary>Closes a round: collects the noised sum and moves the global model and the module.</summary>
    /// <param name="results">The answers of the clients that finished; those that failed are simply missing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LayoutMismatchException">A client trained another model; nothing was changed.</exception>
    /// <exception cref="AggregationException">Too few valid reports; nothing was changed.</exception>
    /// <exception cref="VdafException">An aggregator's share is malformed; nothing was changed.</exception>
    public async Task<RoundSummary> AggregateFitAsync(IReadOnlyList<FitResult> results, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (_current is not { } current) throw new InvalidOperationException("No round has been opened.");
        if (_applied) throw new InvalidOperationException($"Round {current.Round} has been applied already.");
        foreach (FitResult result in results)
            Layout.RequireSame(result.Layout, "The coordinator's", $"client {result.Client}'s");

        Collection collection = await _aggregators.CollectAsync(current.Task, cancellationToken).ConfigureAwait(false);
        double norm = Apply(collection.Sum(_vdaf), collection.ReportCount);
        RunningStatistics.Clamp(_module, _options.Buffers, _global);
        _applied = true;
        ParameterVector.LoadValues(_module, Layout, _global, _options.Buffers);
        return new RoundSummary(current.Round, collection.ReportCount, norm, _inner.AggregateFitMetrics(results));
    }

    /// <summary>Asks the wrapped strategy who should evaluate; the instruction carries the global model.</summary>
    /// <exception cref="InvalidOperationException">No round has been opened.</exception>
    public (IReadOnlyList<string> Clients, FitInstruction Instruction) ConfigureEvaluate(IReadOnlyList<string> available)
    {
        if (_current is not { } current) throw new InvalidOperationException("No round has been opened.");
        return (_inner.SelectForEvaluate(current.Round, available),
            new FitInstruction(current.Round, current.Task, Layout, _global.ToArray(), _options.ClipNorm));
    }

    /// <summary>Combines the clients' evaluations; null where nobody evaluated.</summary>
    public EvaluateSummary? AggregateEvaluate(IReadOnlyList<EvaluateResult> results) => _inner.AggregateEvaluate(results);

    /// <summary>Ends the session at both aggregators.</summary>
    public async Task EndAsync(CancellationToken cancellationToken = default)
    {
        if (_session is not { } session) return;
        await _aggregators.EndSessionAsync(session, cancellationToken).ConfigureAwait(false);
        _session = null;
    }

    // In place of the wrapped strategy's own averaging: it would need the updates.
    private double Apply(double[] sum, long reports)
    {
        double factor = _options.ServerLearningRate * _options.ClipNorm / (_options.Rule == UpdateRule.Mean ? reports : 1);
        double squared = 0;
        for (int i = 0; i < sum.Length; i++)
        {
            double step = factor * sum[i];
            squared += step * step;
            _global[i] = (float)(_global[i] + step);
        }

        return Math.Sqrt(squared);
    }
}
