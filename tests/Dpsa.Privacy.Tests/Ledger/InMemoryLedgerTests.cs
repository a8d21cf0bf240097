namespace Dpsa.Privacy.Tests;

public sealed class InMemoryLedgerTests : LedgerContract
{
    private protected override PrivacyLedger NewLedger(TimeProvider clock) => PrivacyLedger.InMemory(clock);
}
