using System.Globalization;

namespace Dpsa.Privacy.Tests;

public sealed class LedgerProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public LedgerProcessTests() => _path = _folder["ledger"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_process_is_kept_out_until_the_first_ends_however_it_ends()
    {
        PrivacyLedger.Create(_path).Dispose();
        using LedgerProcess holder = LedgerProcess.Start(null, "hold", _path);
        holder.ReadLine().ShouldBe("open");
        Tasks.ShouldRefuse(() => PrivacyLedger.Open(_path)).ShouldBe(LedgerError.InUse);

        holder.Kill();
        using PrivacyLedger ledger = PrivacyLedger.Open(_path);
        ledger.SpendOn(1);
        using LedgerProcess second = LedgerProcess.Start(null, "hold", _path);
        second.ReadLine().ShouldBeNull("a process that finds the ledger in use ends with an error");
    }

    [Fact]
    public void A_process_that_is_killed_loses_no_entry_whose_report_may_have_left()
    {
        // From its creation on: what the process said after each entry is in the ledger, and at most one entry more.
        Random random = new(1);
        List<string> said = [];
        for (int kill = 0; kill < 12; kill++)
        {
            using LedgerProcess process = LedgerProcess.Start(null, "spend", _path, $"run{kill}");
            for (int i = random.Next(8); i > 0; i--)
                said.Add(process.ReadLine()!);
            Thread.Sleep(random.Next(20));
            said.AddRange(process.Kill());

            // Before anything was said the process may not have made the ledger yet.
            if (said.Count == 0)
                continue;
            using PrivacyLedger ledger = PrivacyLedger.Open(_path);
            string[] entries = [.. ledger.Entries.Select(e => e.Task)];
            entries.Take(said.Count).ShouldBe(said);
            (entries.Length - said.Count).ShouldBeInRange(0, 1);
            ledger.Spent.Noise.ShouldBe(new DiscreteNoise((long)Tasks.Dimension * entries.Length, Tasks.L2Sensitivity));
            said = [.. entries];
        }

        said.ShouldNotBeEmpty();
    }

    [Fact]
    public void Processes_that_take_turns_never_exceed_the_total()
    {
        PrivacyLedger.Create(_path).Dispose();
        LedgerProcess[] processes = [.. Enumerable.Range(0, 3).Select(i => LedgerProcess.Start(null, "contend", _path, $"p{i}"))];
        string all = string.Concat(processes.Select(p => p.Process.StandardOutput.ReadToEnd()));
        string[] said = all.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (LedgerProcess process in processes)
        {
            process.Process.WaitForExit();
            process.Process.ExitCode.ShouldBe(0);
            process.Dispose();
        }

        said.Count(s => s == "spent").ShouldBe(20);
        said.Count(s => s == "TotalExceeded").ShouldBe(10);
        using PrivacyLedger ledger = PrivacyLedger.Open(_path);
        ledger.Spent.ProtectedRho.ShouldBe(10);
        ledger.Entries.Select(e => e.Task).Distinct().Count().ShouldBe(20);
    }

    // The limit on the size of files is the shell's.
    [LinuxFact]
    public void A_full_disk_is_reported_and_the_ledger_stays_usable()
    {
        using LedgerProcess process = LedgerProcess.Start(12, "fill", _path);
        process.ReadLine().ShouldBe("Storage");
        process.ReadLine().ShouldBe("Storage", "not Faulted");
        int rounds = int.Parse(process.ReadLine()!, CultureInfo.InvariantCulture);
        process.Process.WaitForExit();
        rounds.ShouldBeGreaterThan(20);
        using PrivacyLedger ledger = PrivacyLedger.Open(_path);
        ledger.Spent.Rounds.ShouldBe(rounds);
        ledger.DroppedTornLine.ShouldBeFalse();
        ledger.SpendOn(-1);
    }
}
