namespace Dpsa.Federation;

/// <summary>Asks clients all at once, and waits: until all have answered, enough have, or the deadline passes.</summary>
/// <typeparam name="TAnswer">What a client answers.</typeparam>
/// <param name="time">Measures the deadline.</param>
/// <param name="deadline">How long to wait at most.</param>
/// <param name="enough">Answers after which nobody else is waited for; null for all.</param>
/// <param name="outstanding">Takes what may still be under way when the wait is over.</param>
internal sealed class RoundWait<TAnswer>(TimeProvider time, TimeSpan deadline, int? enough, List<Task> outstanding)
    where TAnswer : class
{
    private const int MaxMessage = 1024;

    /// <summary>Asks.</summary>
    /// <returns>The answers in the order of the clients, so that sums over them have the same bits again, and whoever gave none.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<(IReadOnlyList<TAnswer> Answers, IReadOnlyList<ClientFailure> Failures)> ForAsync(
        IReadOnlyList<IFederatedClient> clients,
        Func<IFederatedClient, CancellationToken, Task<TAnswer>> ask,
        CancellationToken cancellationToken)
    {
        // Of the clients alone, and without a timer: what they do on being told to stop holds up nobody else.
        CancellationTokenSource stop = new();
        CancellationToken stopped = stop.Token;
        TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Lock gate = new();
        List<(int Place, TAnswer Answer)> answers = [];
        List<ClientFailure> failures = [];
        HashSet<string> waiting = new(clients.Select(c => c.Name), StringComparer.Ordinal);
        outstanding.RemoveAll(task => task.IsCompleted);
        outstanding.AddRange(clients.Select((client, place) => AskAsync(client, place)));
        if (clients.Count > 0) await UntilAsync(over.Task, cancellationToken).ConfigureAwait(false);
        bool late = !over.Task.IsCompleted;
        outstanding.Add(StopAsync(stop));
        cancellationToken.ThrowIfCancellationRequested();

        string why = late
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It did not answer within {deadline}.")
            : $"{enough} others had answered before.";
        lock (gate)
        {
            failures.AddRange(clients.Where(c => waiting.Contains(c.Name)).Select(c => new ClientFailure(c.Name, ClientFailure.Late, why)));
            waiting.Clear();
        }

        return ([.. answers.OrderBy(a => a.Place).Select(a => a.Answer)], failures);

        async Task AskAsync(IFederatedClient client, int place)
        {
            TAnswer? answer = null;
            ClientFailure? failure = null;
            try
            {
                // On a thread of its own: a client that computes before it first waits must not hold up the others.
                answer = await Task.Run(() => ask(client, stopped), stopped).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopped.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // One client's failure, whatever it is, is no reason to end a round of all.
                failure = new ClientFailure(client.Name, e.GetType().Name, Short(e.Message));
            }

            lock (gate)
            {
                if (!waiting.Remove(client.Name)) return;
                if (failure is not null) failures.Add(failure);
                else if (answer is not null) answers.Add((place, answer));
                else failures.Add(new ClientFailure(client.Name, nameof(ArgumentNullException), "It answered nothing."));
                if (waiting.Count == 0 || answers.Count >= enough) over.TrySetResult();
            }
        }
    }

    private static string Short(string? message) => message is { Length: > MaxMessage } ? message[..MaxMessage] : message ?? "";

    private static async Task StopAsync(CancellationTokenSource stop)
    {
        try
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException)
        {
            // What a client does on being told to stop is its own affair.
        }
    }

    // Returns when it is over, when the deadline has passed, and when the run is cancelled.
    private async Task UntilAsync(Task over, CancellationToken cancellationToken)
    {
        using CancellationTokenSource wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(over, Task.Delay(deadline, time, wake.Token)).ConfigureAwait(false);
        await wake.CancelAsync().ConfigureAwait(false);
    }
}
