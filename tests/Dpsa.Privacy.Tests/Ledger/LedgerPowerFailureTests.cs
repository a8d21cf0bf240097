namespace Dpsa.Privacy.Tests;

/// <summary>
/// The power fails at every moment, and leaves of what was not flushed nothing, all, or any part: each beginning, each
/// end (blocks reach a disk in any order), or blanks. Every outcome is opened.
/// </summary>
public sealed class LedgerPowerFailureTests
{
    private const int Rounds = 3;

    [Fact]
    public void Loses_no_confirmed_entry_and_invents_none()
    {
        int outcomes = 0;
        foreach (Moment moment in Run(new MemoryFile("ledger"), new MemoryFile("ledger.mark"), 0))
        {
            foreach ((byte[] log, byte[] mark) in moment.Outcomes(everyByte: true))
            {
                outcomes++;
                using LedgerFile opened = Open(log, mark);
                ShouldHold(opened, moment.Confirmed, 1);
            }
        }

        outcomes.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void Survives_a_second_failure_during_recovery_and_after_it()
    {
        int outcomes = 0;
        foreach (Moment first in Run(new MemoryFile("ledger"), new MemoryFile("ledger.mark"), 0))
        {
            foreach ((byte[] log, byte[] mark) in first.Outcomes(everyByte: false))
            {
                foreach (Moment second in Run(new MemoryFile("ledger", log), new MemoryFile("ledger.mark", mark), first.Confirmed))
                {
                    foreach ((byte[] secondLog, byte[] secondMark) in second.Outcomes(everyByte: false))
                    {
                        outcomes++;
                        using LedgerFile opened = Open(secondLog, secondMark);

                        // Each run may leave an entry that was whole and not confirmed.
                        ShouldHold(opened, second.Confirmed, 2);
                    }
                }
            }
        }

        outcomes.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void A_process_that_ends_without_a_flush_leaves_a_ledger_that_the_power_may_then_fail_on()
    {
        foreach (Moment killed in Run(new MemoryFile("ledger"), new MemoryFile("ledger.mark"), 0))
        {
            // The next process reads what the dead one had written; the power fails during its recovery, or after it.
            MemoryFile log = killed.Log.Surviving(), mark = killed.Mark.Surviving();
            foreach (Moment later in Run(log, mark, killed.Confirmed))
            {
                foreach ((byte[] laterLog, byte[] laterMark) in later.Outcomes(everyByte: false))
                {
                    using LedgerFile opened = Open(laterLog, laterMark);
                    ShouldHold(opened, later.Confirmed, 2);
                }
            }
        }
    }

    [Fact]
    public void A_ledger_of_version_1_goes_on_as_safely()
    {
        (byte[] log, byte[] mark) = HandMadeLedger.Of(
            HandMadeLedger.FirstLineOfVersion1, HandMadeLedger.EntryOfVersion1(1, Tasks.Id(0)));
        foreach (Moment moment in Run(new MemoryFile("ledger", log), new MemoryFile("ledger.mark", mark), 1))
        {
            foreach ((byte[] laterLog, byte[] laterMark) in moment.Outcomes(everyByte: true))
            {
                using LedgerFile opened = Open(laterLog, laterMark);
                ShouldHold(opened, moment.Confirmed, 1, ofVersion1: 1);
            }
        }
    }

    private static LedgerFile Open(byte[] log, byte[] mark) =>
        LedgerFile.Open(new MemoryFile("ledger", log), new MemoryFile("ledger.mark", mark), default);

    private static void ShouldHold(LedgerFile opened, int confirmed, int unconfirmed, int ofVersion1 = 0)
    {
        opened.Entries.Count.ShouldBeInRange(confirmed, confirmed + unconfirmed);
        opened.Entries.Select(e => e.Task).ShouldBe(Enumerable.Range(0, opened.Entries.Count).Select(Tasks.Id));
        opened.Entries.Take(ofVersion1).ShouldAllBe(e => e.Dimension == null && e.L2Sensitivity == null);
        opened.Entries.Skip(ofVersion1).ShouldAllBe(e => e.Dimension == Tasks.Dimension && e.L2Sensitivity == Tasks.L2Sensitivity);
        opened.Append(new LedgerEntry(opened.Entries.Count + 1, default, Tasks.Id(77), Tasks.One.Strategy, 1, 1, ""));
    }

    // Opens, and records three rounds; a moment before each change of a file.
    private static List<Moment> Run(MemoryFile log, MemoryFile mark, int confirmedBefore)
    {
        List<Moment> moments = [];
        int confirmed = confirmedBefore;
        log.Before = _ => moments.Add(new Moment(State.Of(log), State.Of(mark), confirmed));
        mark.Before = log.Before;
        using PrivacyLedger ledger = new(LedgerFile.Open(log, mark, default), TimeProvider.System);
        int first = ledger.Entries.Count;
        for (int i = 0; i < Rounds; i++)
        {
            ledger.SpendOn(first + i);
            confirmed = first + i + 1;
        }

        log.Before("end");
        return moments;
    }

    /// <summary>One file at a moment: what the disk holds for sure, and what may have come to it.</summary>
    private sealed record State(byte[] Durable, byte[] Content, (long Offset, byte[]? Bytes)[] Pending)
    {
        public static State Of(MemoryFile file) => new(file.Durable, file.Content, [.. file.Pending]);

        /// <summary>The file as the next process finds it after a kill: all written, some not flushed.</summary>
        public MemoryFile Surviving()
        {
            MemoryFile file = new("ledger", Durable);
            foreach ((long offset, byte[]? bytes) in Pending)
            {
                if (bytes is null)
                    file.SetLength(offset);
                else
                    file.Write(bytes, offset);
            }

            return file;
        }

        public IEnumerable<byte[]> Outcomes(bool everyByte)
        {
            yield return Durable;
            if (Pending.Length == 0)
                yield break;
            yield return Content;
            byte[] before = Durable;
            foreach ((long Offset, byte[]? Bytes) change in Pending)
            {
                foreach (byte[] torn in Torn(before, change, everyByte))
                    yield return torn;
                before = MemoryFile.With(before, change);
            }
        }

        private static IEnumerable<byte[]> Torn(byte[] before, (long Offset, byte[]? Bytes) change, bool everyByte)
        {
            if (change.Bytes is not { } bytes)
                yield break;
            int step = everyByte ? 1 : Math.Max(1, bytes.Length / 3);
            if (bytes.Length >= LedgerMark.SlotBytes)
                step = everyByte ? 16 : 1500;
            for (int cut = step; cut < bytes.Length; cut += step)
            {
                yield return MemoryFile.With(before, (change.Offset, bytes[..cut]));
                yield return MemoryFile.With(before, (change.Offset + cut, bytes[cut..]));
                byte[] blank = [.. bytes];
                Array.Clear(blank, cut, bytes.Length - cut);
                yield return MemoryFile.With(before, (change.Offset, blank));
            }
        }
    }

    private sealed record Moment(State Log, State Mark, int Confirmed)
    {
        public IEnumerable<(byte[] Log, byte[] Mark)> Outcomes(bool everyByte) =>
            from log in Log.Outcomes(everyByte) from mark in Mark.Outcomes(everyByte) select (log, mark);
    }
}
