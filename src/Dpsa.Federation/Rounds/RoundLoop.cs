using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>One round after the other: select, instruct, wait, collect, step, evaluate, record.</summary>
internal sealed class RoundLoop
{
    // How long a client may take to notice that it is not waited for any more.
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly FederatedTraining _training;
    private readonly Dictionary<string, IFederatedClient> _clients;
    private readonly string[] _names;
    private readonly List<Task> _outstanding = [];

    /// <exception cref="ArgumentException">Two clients of one name.</exception>
    public RoundLoop(FederatedTraining training, IReadOnlyList<IFederatedClient> clients)
    {
        _training = training;
        _clients = new Dictionary<string, IFederatedClient>(StringComparer.Ordinal);
        foreach (IFederatedClient client in clients)
        {
            if (!_clients.TryAdd(client.Name, client))
                throw new ArgumentException($"Two clients are called {client.Name}; each needs a name of its own.", nameof(clients));
        }

        _names = [.. clients.Select(c => c.Name)];
    }

    private TrainingOptions Options => _training.Options;

    private TimeProvider Time => _training.Time;

    /// <summary>Opens the session, and evaluates the model before the first round.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await RequireLedgersAsync(cancellationToken).ConfigureAwait(false);
        await _training.StartAsync(cancellationToken).ConfigureAwait(false);
        if (_training.History.Initial is null)
            _training.History = _training.History with { Initial = await EvaluateAsync(cancellationToken).ConfigureAwait(false) };
        foreach (IRoundCallback callback in Options.Callbacks)
            await callback.OnStartedAsync(_training, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One round, recorded in the training's history.</summary>
    public async Task<RoundResult> RunRoundAsync(int round, CancellationToken cancellationToken)
    {
        long start = Time.GetTimestamp();
        ImmutableList<RoundResult> before = _training.History.Rounds;
        RoundResult result = await OutcomeAsync(round, start, cancellationToken).ConfigureAwait(false);

        // At once: the model has moved, whatever becomes of the evaluations.
        _training.History = _training.History with { Rounds = before.Add(result) };
        if (result.Outcome == RoundOutcome.Completed)
        {
            result = await EvaluatedAsync(result, start, cancellationToken).ConfigureAwait(false);
            _training.History = _training.History with { Rounds = before.Add(result) };
        }

        foreach (IRoundCallback callback in Options.Callbacks)
            await callback.OnRoundAsync(_training, result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>
    /// Waits for clients that were not waited for: they have been told to stop, and their models must not be taken from under them.
    /// </summary>
    public async Task SettleAsync()
    {
        using CancellationTokenSource patience = new(Grace, Time);
        await Task.WhenAll(_outstanding).WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RoundResult> OutcomeAsync(int round, long start, CancellationToken cancellationToken)
    {
        RoundResult result = new()
        {
            Round = round, Outcome = RoundOutcome.Completed, StartedAt = Time.GetUtcNow(), Model = _training.Model.Id,
        };

        IReadOnlyList<string> chosen;
        FitInstruction instruction;
        try
        {
            (chosen, instruction) = await _training.ConfigureFitAsync(round, _names, cancellationToken).ConfigureAwait(false);
        }
        catch (TooFewClientsException e)
        {
            RoundTimes none = new() { Total = Time.GetElapsedTime(start) };
            return result with { Outcome = RoundOutcome.TooFewClients, Reason = e.Message, Times = none };
        }

        result = result with { Task = instruction.Task, Asked = chosen.Count };
        RoundWait<FitResult> wait = new(Time, Options.RoundDeadline, Options.EnoughAnswers, _outstanding);
        (IReadOnlyList<FitResult> answers, IReadOnlyList<ClientFailure> failures) = await wait.ForAsync(
            Clients(chosen), (client, token) => FitAsync(client, instruction, token), cancellationToken).ConfigureAwait(false);
        RoundTimes times = new() { Wait = Time.GetElapsedTime(start) };
        result = result with { Failures = failures };

        RoundSummary summary;
        try
        {
            summary = await _training.AggregateFitAsync(answers, cancellationToken).ConfigureAwait(false);
        }
        catch (AggregationException e) when (e.Error is not AggregationError.UnrecognizedSession)
        {
            // The clients have spent their privacy all the same.
            (IReadOnlyList<FitResult> kept, IReadOnlyList<LeftOutAnswer> leftOut) = AnswerScreen.Screen(answers, chosen, instruction.Model);
            return result with
            {
                Answers = kept,
                LeftOut = leftOut,
                Outcome = e.Error == AggregationError.InvalidBatchSize ? RoundOutcome.TooFewReports : RoundOutcome.NotReleased,
                Reason = Reason(e, failures),
                Times = times with { Total = Time.GetElapsedTime(start) },
            };
        }

        return result with
        {
            Model = _training.Model.Id,
            Answers = summary.Kept,
            LeftOut = summary.LeftOut,
            ReportCount = summary.ReportCount,
            UpdateNorm = summary.UpdateNorm,
            Metrics = Copy(summary.Metrics),
            Times = times with { Collect = summary.CollectTime, Step = summary.StepTime, Total = Time.GetElapsedTime(start) },
        };
    }

    private async Task<RoundResult> EvaluatedAsync(RoundResult result, long start, CancellationToken cancellationToken)
    {
        long evaluation = Time.GetTimestamp();
        IReadOnlyDictionary<string, double> own = await EvaluateAsync(cancellationToken).ConfigureAwait(false);
        EvaluationRound theirs = await EvaluateClientsAsync(cancellationToken).ConfigureAwait(false);
        return result with
        {
            LeftOut = [.. result.LeftOut, .. theirs.LeftOut],
            Evaluation = own,
            ClientEvaluation = theirs.Summary,
            Times = result.Times with { Evaluate = Time.GetElapsedTime(evaluation), Total = Time.GetElapsedTime(start) },
        };
    }

    // What one client says is often what all of them would.
    private static string Reason(AggregationException e, IReadOnlyList<ClientFailure> failures) => failures.Count == 0
        ? e.Message
        : $"{e.Message} {failures.Count} {(failures.Count == 1 ? "client" : "clients")} gave no answer; "
            + $"{failures[0].Client}: {failures[0].Message}";

    private async Task<IReadOnlyDictionary<string, double>> EvaluateAsync(CancellationToken cancellationToken) =>
        Options.Evaluate is { } evaluate
            ? Copy(await evaluate(_training.Model, cancellationToken).ConfigureAwait(false))
            : ReadOnlyDictionary<string, double>.Empty;

    private async Task<EvaluationRound> EvaluateClientsAsync(CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> chosen, EvaluateInstruction instruction) = _training.ConfigureEvaluate(_names);
        RoundWait<EvaluateResult> wait = new(Time, Options.RoundDeadline, null, _outstanding);
        (IReadOnlyList<EvaluateResult> answers, _) = await wait.ForAsync(
            Clients(chosen), (client, token) => EvaluateAsync(client, instruction, token), cancellationToken).ConfigureAwait(false);
        return _training.AggregateEvaluate(answers);
    }

    // The connection says who answers, not the answer: nobody speaks for another.
    private async Task<FitResult> FitAsync(IFederatedClient client, FitInstruction instruction, CancellationToken cancellationToken)
    {
        FitResult answer = await client.FitAsync(instruction, _training, cancellationToken).ConfigureAwait(false);
        return answer is null
            ? answer!
            : answer with { Client = client.Name, Metrics = answer.Metrics is { } metrics ? Copy(metrics) : null! };
    }

    private async Task<EvaluateResult> EvaluateAsync(
        IFederatedClient client, EvaluateInstruction instruction, CancellationToken cancellationToken)
    {
        EvaluateResult answer = await client.EvaluateAsync(instruction, _training, cancellationToken).ConfigureAwait(false);
        return answer is null ? answer! : answer with { Client = client.Name };
    }

    // The history is a value: whose dictionary it was may change it afterwards.
    private static Dictionary<string, double> Copy(IReadOnlyDictionary<string, double> metrics) => new(metrics, StringComparer.Ordinal);

    private IReadOnlyList<IFederatedClient> Clients(IReadOnlyList<string> chosen) =>
    [
        .. chosen.Distinct(StringComparer.Ordinal).Select(name => _clients.TryGetValue(name, out IFederatedClient? client)
            ? client
            : throw new InvalidOperationException($"The strategy chose the client {name}, which is not there.")),
    ];

    // A run that goes on: whoever's ledger has forgotten a report would spend that privacy again.
    private async Task RequireLedgersAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, TaskId> last = new(StringComparer.Ordinal);
        foreach (RoundResult round in _training.History.Rounds)
        {
            foreach (FitResult answer in round.Answers)
            {
                if (round.Task is { } task) last[answer.Client] = task;
            }
        }

        // Whoever does not answer is not held up for: a ledger guards its own holder, and a client that is not there sends nothing.
        RoundWait<LedgerAnswer> wait = new(Time, Grace, null, _outstanding);
        (IReadOnlyList<LedgerAnswer> answers, _) = await wait.ForAsync(
            [.. last.Keys.Where(_clients.ContainsKey).Select(name => _clients[name])],
            async (client, token) => new LedgerAnswer(
                client.Name, last[client.Name], await client.HasReportedAsync(last[client.Name], token).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);
        if (answers.FirstOrDefault(a => !a.HasReported) is { } forgetful)
        {
            throw new CheckpointException(
                $"The ledger of client {forgetful.Client} does not hold its report to task {forgetful.Task}, which the checkpoint knows "
                + "of: it is another ledger, or an older copy. Give the client the ledger that it had.");
        }
    }

    private sealed record LedgerAnswer(string Client, TaskId Task, bool HasReported);
}
