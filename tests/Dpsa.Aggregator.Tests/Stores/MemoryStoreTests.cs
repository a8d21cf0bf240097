namespace Dpsa.Aggregator.Tests;

public sealed class MemoryStoreTests : StoreContract
{
    protected override IAggregatorStore Create() => new MemoryStore();
}
