using Dpsa.Aggregator;
using Dpsa.Dap;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Real in-process aggregators of which a test may let single calls fail on the way there, or falsify answers.</summary>
internal sealed class FakeManager(InProcessAggregators real) : IAggregationManager
{
    /// <summary>Before a call reaches the aggregators; is given the method's name.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Func<Collection, Collection> Falsify { get; set; } = collection => collection;

    public async Task<SessionId> CreateSessionAsync(SessionParameters parameters, CancellationToken cancellationToken)
    {
        await Before(nameof(CreateSessionAsync));
        return await real.CreateSessionAsync(parameters, cancellationToken);
    }

    public async Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        await Before(nameof(StartRoundAsync));
        await real.StartRoundAsync(session, task, cancellationToken);
    }

    public async Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken)
    {
        await Before(nameof(CollectAsync));
        return Falsify(await real.CollectAsync(task, cancellationToken));
    }

    public async Task EndSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        await Before(nameof(EndSessionAsync));
        await real.EndSessionAsync(session, cancellationToken);
    }
}
