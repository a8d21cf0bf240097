using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Real aggregators of which a test may let single calls fail on the way there, or falsify answers.</summary>
internal sealed class FakeManager : ICollector
{
    private readonly CoordinatorEndpoints _real;

    public FakeManager(CoordinatorEndpoints real)
    {
        _real = real;
        Endpoints = new CoordinatorEndpoints(new Party(this, real.Leader), new Party(this, real.Helper), this);
    }

    public CoordinatorEndpoints Endpoints { get; }

    /// <summary>Before a call reaches the aggregators; is given the method's name.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Func<Collection, Collection> Falsify { get; set; } = collection => collection;

    public async Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken)
    {
        await Before(nameof(CollectAsync));
        return Falsify(await _real.Collector.CollectAsync(task, cancellationToken));
    }

    private sealed class Party(FakeManager fake, IAggregatorManager real) : IAggregatorManager
    {
        public AggregatorRole Role => real.Role;

        public async Task<SessionId> CreateSessionAsync(SessionParameters parameters, SessionId? session, CancellationToken cancellationToken)
        {
            await fake.Before(nameof(CreateSessionAsync));
            return await real.CreateSessionAsync(parameters, session, cancellationToken);
        }

        public async Task StartRoundAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
        {
            await fake.Before(nameof(StartRoundAsync));
            await real.StartRoundAsync(session, task, cancellationToken);
        }

        public async Task EndSessionAsync(SessionId session, CancellationToken cancellationToken)
        {
            await fake.Before(nameof(EndSessionAsync));
            await real.EndSessionAsync(session, cancellationToken);
        }
    }
}
