using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator.Tests;

/// <summary>Both sides of one task, with a function for each that a test may let fail.</summary>
internal sealed class TestPair : IDisposable
{
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
        Leader = new AggregatorTask(task, new AggregationSession(session, leader(vdaf)), LeaderKey);
        Helper = new AggregatorTask(task, new AggregationSession(session, helper(vdaf)), HelperKey);
        Pair = new AggregatorPair(Leader, Helper);
    }

    public TaskId Task { get; } = TaskId.Random();

    public byte[] LeaderKey { get; }

    public byte[] HelperKey { get; }

    public AggregatorTask Leader { get; }

    public AggregatorTask Helper { get; }

    public AggregatorPair Pair { get; }

    public void Dispose() => Pair.End();
}
