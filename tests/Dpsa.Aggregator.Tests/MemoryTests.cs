using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Aggregator.Tests;

/// <summary>What stays in memory after rounds and sessions. Alone in the process: other tests allocate too.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    private readonly InProcessAggregators _aggregators = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Memory_stays_level_over_two_hundred_rounds(bool collected)
    {
        // 160 KB a share; a round that kept its two would add 64 MB over all, one that was not collected as much.
        const int rounds = 200;
        VdafParameters function = PineParameters.ForBound(PineVariant.Pine64, 20_000, 1, 15);
        IVdaf vdaf = function.Create();
        SessionId session = await _aggregators.Coordinator.CreateSessionAsync(
            new SessionParameters(function, DpStrategy.FromPrivacyParameter(1), MinBatchSize: 1), default);
        int[] update = new int[vdaf.Dimension];
        for (int i = 0; i < 10; i++) await RunAsync();

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < rounds; i++) await RunAsync();
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        // 32 bytes of each task's id remain, in a dictionary that doubles its size at times.
        grown.ShouldBeLessThan(2_000_000);

        async Task RunAsync()
        {
            TaskId task = TaskId.Random();
            await _aggregators.Coordinator.StartRoundAsync(session, task, default);
            await _aggregators.Leader.UploadAsync(Report.Create(task, vdaf, update), default);
            if (collected) await CollectAsync(task, default);
        }
    }

    [Fact]
    public async Task Memory_stays_level_over_two_hundred_sessions()
    {
        VdafParameters function = PineParameters.ForBound(PineVariant.Pine64, 20_000, 1, 15);
        IVdaf vdaf = function.Create();
        int[] update = new int[vdaf.Dimension];
        for (int i = 0; i < 10; i++) await RunAsync();

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 200; i++) await RunAsync();
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(2_000_000);

        async Task RunAsync()
        {
            SessionId session = await _aggregators
                .Coordinator.CreateSessionAsync(new SessionParameters(function, DpStrategy.None, MinBatchSize: 1), default);
            TaskId task = TaskId.Random();
            await _aggregators.Coordinator.StartRoundAsync(session, task, default);
            await _aggregators.Leader.UploadAsync(Report.Create(task, vdaf, update), default);
            await CollectAsync(task, default);
            await _aggregators.Coordinator.EndSessionAsync(session, default);
        }
    }

    private Task<Collection> CollectAsync(TaskId task, CancellationToken cancellationToken) =>
        _aggregators.Coordinator.Collector.CollectAsync(task, cancellationToken);
}
