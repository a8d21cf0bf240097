namespace Dpsa.Privacy.Tests;

public sealed class LedgerOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public LedgerOpeningTests() => _path = _folder["ledger"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Goes_on_where_the_last_process_stopped()
    {
        IReadOnlyList<LedgerEntry> entries;
        using (PrivacyLedger first = PrivacyLedger.Create(_path))
        {
            first.Spend(Tasks.Id(1), Tasks.At(Rational.FromDouble(0.263)), Tasks.Plenty, label: "größe");
            first.Spend(Tasks.Id(2), Tasks.NoNoise, Tasks.Plenty, allowNoNoise: true);
            entries = first.Entries;
        }

        using (PrivacyLedger second = PrivacyLedger.Open(_path))
        {
            second.Entries.ShouldBe(entries);
            second.Spent.UnprotectedRounds.ShouldBe(1);
            Tasks.ShouldRefuse(() => second.SpendOn(1)).ShouldBe(LedgerError.ReportedBefore);
            Tasks.ShouldRefuse(() => second.SpendOn(3)).ShouldBe(LedgerError.TotalExceeded);
            second.Spend(Tasks.Id(3), Tasks.One, Tasks.Plenty, allowNoNoise: true);
        }

        using PrivacyLedger third = PrivacyLedger.OpenOrCreate(_path);
        third.Spent.Rounds.ShouldBe(3);
        third.Entries[^1].Number.ShouldBe(3);
    }

    [Fact]
    public void Creates_where_nothing_is_and_opens_where_something_is()
    {
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.Open(_path));
        e.Error.ShouldBe(LedgerError.Missing);
        e.Message.ShouldContain(_path);
        Directory.GetFiles(Path.GetDirectoryName(_path)!).ShouldBeEmpty();

        PrivacyLedger.OpenOrCreate(_path).Dispose();
        Tasks.ShouldRefuse(() => PrivacyLedger.Create(_path)).ShouldBe(LedgerError.Exists);
        PrivacyLedger.Open(_path).Dispose();
    }

    [Fact]
    public void One_object_has_it_open_at_a_time()
    {
        using PrivacyLedger first = PrivacyLedger.Create(_path);
        Tasks.ShouldRefuse(() => PrivacyLedger.Open(_path)).ShouldBe(LedgerError.InUse);
        Tasks.ShouldRefuse(() => PrivacyLedger.OpenOrCreate(_path)).ShouldBe(LedgerError.InUse);
        Tasks.ShouldRefuse(() => PrivacyLedger.Create(_path)).ShouldBe(LedgerError.Exists);
        first.SpendOn(1);
        first.Dispose();
        using PrivacyLedger second = PrivacyLedger.Open(_path);
        second.Spent.Rounds.ShouldBe(1);
    }

    [Fact]
    public void Can_be_read_while_it_is_in_use()
    {
        using PrivacyLedger ledger = PrivacyLedger.Create(_path);
        ledger.SpendOn(1, "round 1");
        using FileStream reader = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        new StreamReader(reader).ReadToEnd().ShouldContain("round 1");
        ledger.SpendOn(2);
    }

    // On Windows an open file cannot be deleted.
    [LinuxFact]
    public void Records_nothing_once_a_file_is_gone_or_replaced()
    {
        foreach (string suffix in (string[])["", ".mark"])
        {
            string path = _folder["ledger" + suffix.Length];
            using PrivacyLedger ledger = PrivacyLedger.Create(path);
            ledger.SpendOn(1);

            File.Move(path + suffix, path + ".away");
            PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => ledger.SpendOn(2));
            e.Error.ShouldBe(LedgerError.Missing);
            e.Message.ShouldStartWith(path + suffix + " was deleted");
            File.WriteAllText(path + suffix, "something else");
            Tasks.ShouldRefuse(() => ledger.SpendOn(2)).ShouldBe(LedgerError.Missing);
            ledger.Spent.Rounds.ShouldBe(1);

            ledger.Dispose();
            File.Move(path + ".away", path + suffix, overwrite: true);
            using PrivacyLedger restored = PrivacyLedger.Open(path);
            restored.SpendOn(2);
        }
    }

    [Fact]
    public void Finishes_a_creation_that_was_cut_off()
    {
        // The mark is made first; a process may end before the ledger has its first line.
        File.WriteAllBytes(_path + ".mark", []);
        using (PrivacyLedger ledger = PrivacyLedger.Open(_path))
            ledger.SpendOn(1);
        File.Delete(_path);
        MemoryFile mark = new("ledger.mark");
        LedgerMark.Open(mark, nothingRecorded: true);
        File.WriteAllBytes(_path + ".mark", mark.Content);
        using (PrivacyLedger ledger = PrivacyLedger.OpenOrCreate(_path))
            ledger.SpendOn(1);
        using (PrivacyLedger ledger = PrivacyLedger.Open(_path))
            ledger.Spent.Rounds.ShouldBe(1);
    }

    [Fact]
    public void A_folder_in_its_place_is_named()
    {
        Directory.CreateDirectory(_path);
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.OpenOrCreate(_path));
        e.Error.ShouldBe(LedgerError.Storage);
        e.Message.ShouldBe($"{_path} is a folder; a privacy ledger is a file.");
        Directory.CreateDirectory(_folder["other.mark"]);
        Tasks.ShouldRefuse(() => PrivacyLedger.Open(_folder["other"])).ShouldBe(LedgerError.Storage);
    }

    [Fact]
    public void A_folder_that_is_missing_or_takes_no_files_is_named()
    {
        string missing = _folder[Path.Combine("missing", "ledger")];
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.Create(missing));
        e.Error.ShouldBe(LedgerError.Storage);
        e.Message.ShouldContain(missing);

        File.WriteAllText(_folder["file"], "");
        Tasks.ShouldRefuse(() => PrivacyLedger.OpenOrCreate(_folder[Path.Combine("file", "ledger")])).ShouldBe(LedgerError.Storage);
    }

    [Fact]
    public void A_path_is_needed()
    {
        Should.Throw<ArgumentException>(() => PrivacyLedger.Create(" "));
        Should.Throw<ArgumentNullException>(() => PrivacyLedger.Open(null!));
    }

    [LinuxFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_its_owner_may_read_it()
    {
        PrivacyLedger.Create(_path).Dispose();
        File.GetUnixFileMode(_path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_path + ".mark").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    // Root may write what is read-only, but nothing in /proc.
    [LinuxFact]
    public void Needs_leave_to_write()
    {
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.OpenOrCreate("/proc/ledger"));
        e.Error.ShouldBe(LedgerError.Storage);
        e.Message.ShouldContain("/proc/ledger");
        File.CreateSymbolicLink(_path + ".mark", "/proc/version");
        Tasks.ShouldRefuse(() => PrivacyLedger.Open(_path)).ShouldBe(LedgerError.Storage);
    }
}
