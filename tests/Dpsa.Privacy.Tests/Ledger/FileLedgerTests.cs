namespace Dpsa.Privacy.Tests;

public sealed class FileLedgerTests : LedgerContract
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    private protected override PrivacyLedger NewLedger(TimeProvider clock) => PrivacyLedger.Create(_folder[$"ledger-{_files++}"], clock);
}
