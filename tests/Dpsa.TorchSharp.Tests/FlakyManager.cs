using Dpsa.Federation;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Real in-process aggregators of which the first attempt to end a session fails on the way.</summary>
internal sealed class FlakyManager(InProcessAggregators real) : IAggregationManager
{
    private bool _failed;

    public Task<SessionId> CreateSessionAsync(SessionParameters parameters, CancellationToken cancellationToken) =>
        real.CreateSessionAsync(parameters, cancellationToken);

    public Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        real.StartRoundAsync(session, task, cancellationToken);

    public Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) => real.CollectAsync(task, cancellationToken);

    public Task EndSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        if (_failed) return real.EndSessionAsync(session, cancellationToken);
        _failed = true;
        return Task.FromException(new IOException("The connection was lost."));
    }
}
