namespace Dpsa.Dap;

/// <summary>What a coordinator holds of the two aggregators: one manager for each, and the collector.</summary>
/// <param name="Leader">The leader's sessions and rounds.</param>
/// <param name="Helper">The helper's sessions and rounds.</param>
/// <param name="Collector">Fetches the noised sums.</param>
public sealed record CoordinatorEndpoints(IAggregatorManager Leader, IAggregatorManager Helper, ICollector Collector)
{
    /// <summary>Agrees with both aggregators on a session.</summary>
    /// <exception cref="ArgumentException">The parameters violate a limit of one of them; the message names it.</exception>
    /// <exception cref="AggregationException">They call the session by different ids.</exception>
    public async Task<SessionId> CreateSessionAsync(SessionParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        SessionId session = await Leader.CreateSessionAsync(parameters, null, cancellationToken).ConfigureAwait(false);
        try
        {
            SessionId other = await Helper.CreateSessionAsync(parameters, session, cancellationToken).ConfigureAwait(false);
            return other == session
                ? session
                : throw new AggregationException(
                    AggregationError.UnrecognizedSession, $"The leader calls the session {session}, the helper {other}; it was not used.");
        }
        catch
        {
            // Not by the caller's token, which may be what stopped the helper.
            await Leader.EndSessionAsync(session, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a task for one round at both aggregators.</summary>
    /// <exception cref="AggregationException">One of them refuses, as <see cref="IAggregatorManager.StartRoundAsync"/> says.</exception>
    public async Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        await Leader.StartRoundAsync(session, task, cancellationToken).ConfigureAwait(false);
        await Helper.StartRoundAsync(session, task, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the session at both aggregators. Can be repeated.</summary>
    public async Task EndSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        await Leader.EndSessionAsync(session, cancellationToken).ConfigureAwait(false);
        await Helper.EndSessionAsync(session, cancellationToken).ConfigureAwait(false);
    }
}
