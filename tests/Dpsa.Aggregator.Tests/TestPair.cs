using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>Both sides of one task, with a function for each that a test may let fail.</summary>
internal sealed class TestPair : IDisposable
{
    private readonly SessionId _session = SessionId.Random();
    private readonly MemoryStore _leaderStore = new();
    private readonly MemoryStore _helperStore = new();

    public TestPair(Func<IVdaf, IVdaf> function, DpStrategy? privacy = null, VdafParameters? parameters = null)
        : this(function, function, privacy, parameters)
    {
    }

    public TestPair(Func<IVdaf, IVdaf> leader, Func<IVdaf, IVdaf> helper, DpStrategy? privacy = null, VdafParameters? parameters = null)
    {
        parameters ??= Measurements.Prio3;
        IVdaf vdaf = parameters.Create();
        SessionParameters session = new(parameters, privacy ?? DpStrategy.None, MinBatchSize: 1);
        TaskParameters task = new(Task, parameters, session.Privacy, session.MinBatchSize);
        LeaderKey = [.. Enumerable.Repeat((byte)7, vdaf.VerifyKeySize)];
        HelperKey = [.. LeaderKey];
        Leader = new AggregatorTask(task, new AggregationSession(session, leader(vdaf)), Opened(_leaderStore), LeaderKey);
        Helper = new AggregatorTask(task, new AggregationSession(session, helper(vdaf)), Opened(_helperStore), HelperKey);
        Pair = new AggregatorPair(Leader, Helper, TimeProvider.System);

        MemoryStore Opened(MemoryStore store)
        {
            // A store in memory answers at once.
            StoredSession stored = new(session, vdaf.AggregateShareSize, []);
            store.PutSessionAsync(_session, stored, default).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
            store.AddTaskAsync(_session, Task, default).AsTask().Result.ShouldBe(TaskAddition.Added);
            return store;
        }
    }

    public TaskId Task { get; } = TaskId.Random();

    public byte[] LeaderKey { get; }

    public byte[] HelperKey { get; }

    public AggregatorTask Leader { get; }

    public AggregatorTask Helper { get; }

    public AggregatorPair Pair { get; }

    /// <summary>Ends the task at both.</summary>
    public void End()
    {
        _leaderStore.EndSessionAsync(_session, default).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        _helperStore.EndSessionAsync(_session, default).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        Leader.End();
        Helper.End();
    }

    public void Dispose() => End();
}
