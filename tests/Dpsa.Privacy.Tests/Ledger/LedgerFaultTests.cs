namespace Dpsa.Privacy.Tests;

/// <summary>The disk fails in the middle: nothing counts as spent that was not recorded, and nothing recorded is lost.</summary>
public sealed class LedgerFaultTests : IDisposable
{
    private readonly MemoryFile _log = new("ledger");
    private readonly MemoryFile _mark = new("ledger.mark");
    private readonly PrivacyLedger _ledger;

    public LedgerFaultTests()
    {
        _ledger = Open();
        _ledger.SpendOn(1);
    }

    public void Dispose() => _ledger.Dispose();

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    public void Stays_usable_after_a_line_that_could_not_be_written(string operation)
    {
        bool full = true;
        _log.Before = o => Fail(o, operation, ref full);

        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => _ledger.SpendOn(2));
        e.Error.ShouldBe(LedgerError.Storage);
        e.Message.ShouldContain("The disk is full.");
        e.InnerException.ShouldBeOfType<IOException>();
        _ledger.Spent.Rounds.ShouldBe(1);
        _ledger.HasReported(Tasks.Id(2)).ShouldBeFalse();
        using (PrivacyLedger asOnDisk = Open())
            asOnDisk.Entries.ShouldBe(_ledger.Entries);

        _ledger.SpendOn(2);
        using (PrivacyLedger asOnDisk = Open())
            asOnDisk.Entries.Select(x => x.Task).ShouldBe([Tasks.Id(1), Tasks.Id(2)]);

        static void Fail(string actual, string operation, ref bool full)
        {
            if (actual != operation || !full)
                return;
            full = false;
            throw new IOException("The disk is full.");
        }
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    public void Says_that_it_must_be_opened_anew_where_the_line_cannot_be_taken_back(string operation)
    {
        bool broken = false;
        _log.Before = o =>
        {
            broken |= o == operation;
            if (broken)
                throw new IOException("The cable is out.");
        };
        Tasks.ShouldRefuse(() => _ledger.SpendOn(2)).ShouldBe(LedgerError.Storage);
        ShouldBeFaulted();
        _log.Before = _ => { };
        ShouldBeFaulted();

        // A whole line counts although its report was not sent, half a line does not.
        using PrivacyLedger again = Open();
        again.Entries.Count.ShouldBe(operation == "flush" ? 2 : 1);
        again.DroppedTornLine.ShouldBe(operation == "write");
        again.SpendOn(3);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    public void A_line_whose_mark_failed_counts_as_spent_from_the_next_opening_on(string operation)
    {
        _mark.Before = o =>
        {
            if (o == operation)
                throw new IOException("The cable is out.");
        };
        Tasks.ShouldRefuse(() => _ledger.SpendOn(2)).ShouldBe(LedgerError.Storage);
        _mark.Before = _ => { };
        ShouldBeFaulted();
        using PrivacyLedger again = Open();
        again.HasReported(Tasks.Id(2)).ShouldBeTrue();
        again.DroppedTornLine.ShouldBeFalse();
    }

    [Fact]
    public void A_failure_while_opening_is_one_of_storage()
    {
        foreach (Exception failure in (Exception[])[new UnauthorizedAccessException("No."), new IOException("No.")])
        {
            foreach (MemoryFile file in (MemoryFile[])[_log, _mark])
            {
                file.Before = _ => throw failure;
                Tasks.ShouldRefuse(() => Open()).ShouldBe(LedgerError.Storage);
                file.Before = _ => { };
            }
        }
    }

    private PrivacyLedger Open() => new(LedgerFile.Open(_log, _mark, default), TimeProvider.System);

    private void ShouldBeFaulted()
    {
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => _ledger.SpendOn(3));
        e.Error.ShouldBe(LedgerError.Faulted);
        e.Message.ShouldContain("The cable is out.");
        _ledger.Spent.Rounds.ShouldBe(1);
    }
}
