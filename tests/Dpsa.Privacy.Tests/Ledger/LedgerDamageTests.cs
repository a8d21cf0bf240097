using System.Security.Cryptography;
using System.Text;

namespace Dpsa.Privacy.Tests;

/// <summary>Files that are not what was written are refused, and stay as they are.</summary>
public sealed class LedgerDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public LedgerDamageTests()
    {
        _path = _folder["ledger"];
        using PrivacyLedger ledger = PrivacyLedger.Create(_path);
        for (int task = 1; task <= 3; task++)
            ledger.Spend(Tasks.Id(task), Tasks.At(new Rational(1, task)), Tasks.Plenty, label: $"round {task}");
    }

    private string MarkPath => _path + ".mark";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_is_text_whose_checksums_anyone_can_compute()
    {
        string[] lines = File.ReadAllText(_path).Split('\n');
        lines.Length.ShouldBe(5);
        lines[4].ShouldBeEmpty();
        lines[0].Split('\t')[0].ShouldBe("dpsa-privacy-ledger 2");
        string[] entry = lines[2].Split('\t');
        entry[0].ShouldBe("2");
        entry[1].ShouldMatch("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$");
        entry[2].ShouldBe(Tasks.Id(2));
        entry[3].ShouldBe("e=1/2");
        entry[4].ShouldBe("d=100");
        entry[5].ShouldBe("s=65536");
        entry[6].ShouldBe("round 2");
        string previous = new('0', 64);
        foreach (string line in lines[..4])
        {
            string content = line[..^65];
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + "\n" + content)));
            line.ShouldBe(content + "\t" + previous);
        }
    }

    [Fact]
    public void A_shortened_file_is_damaged_at_every_length()
    {
        byte[] whole = File.ReadAllBytes(_path);
        for (int length = 0; length < whole.Length; length++)
            ShouldBeDamaged(whole[..length], LineAt(whole, length));
    }

    [Fact]
    public void A_changed_file_is_damaged_at_every_byte()
    {
        byte[] whole = File.ReadAllBytes(_path);
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte flip in (byte[])[0x01, 0x20, 0x80])
            {
                byte[] changed = [.. whole];
                changed[i] ^= flip;
                ShouldBeDamaged(changed, LineAt(whole, i));
            }
        }
    }

    [Fact]
    public void Lines_that_are_removed_moved_repeated_or_added_are_damage()
    {
        string[] lines = File.ReadAllText(_path).Split('\n')[..4];
        ShouldBeDamaged(Text(lines[0], lines[1], lines[2]), 4);
        ShouldBeDamaged(Text(lines[0], lines[1], lines[3]), 3);
        ShouldBeDamaged(Text(lines[1], lines[2], lines[3]), 1);
        ShouldBeDamaged(Text(lines[0], lines[2], lines[1], lines[3]), 2);
        ShouldBeDamaged(Text(lines[0], lines[1], lines[1], lines[2], lines[3]), 3);
        ShouldBeDamaged(Text([.. lines, lines[3], lines[3]]), 6);
        ShouldBeDamaged(Text([.. lines, new string('x', 5000)]), 6);
        ShouldBeDamaged(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n"), 1);

        static byte[] Text(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Yesterdays_copy_of_the_file_is_refused()
    {
        byte[] yesterday = File.ReadAllBytes(_path);
        using (PrivacyLedger ledger = PrivacyLedger.Open(_path))
            ledger.SpendOn(4);
        ShouldBeDamaged(yesterday, 5);
    }

    [Fact]
    public void The_mark_of_another_ledger_is_refused()
    {
        using (PrivacyLedger other = PrivacyLedger.Create(_folder["other"]))
        {
            for (int task = 1; task <= 3; task++)
                other.SpendOn(task);
        }

        File.Copy(_folder["other.mark"], MarkPath, overwrite: true);
        Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.Open(_path)).Message
            .ShouldContain("not the line that the mark was made for");
    }

    [Fact]
    public void A_damaged_mark_is_refused_or_changes_nothing()
    {
        byte[] whole = File.ReadAllBytes(MarkPath);
        byte[] log = File.ReadAllBytes(_path);
        whole.Length.ShouldBe(2 * 4096);
        int refused = 0;
        for (int i = 0; i < whole.Length; i += i % 4096 is > 300 and < 4000 ? 97 : 1)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0x01;
            refused += Opens(changed);
            refused += Opens(whole[..i]);
        }

        refused.ShouldBeGreaterThan(0);

        int Opens(byte[] mark)
        {
            File.WriteAllBytes(MarkPath, mark);
            try
            {
                using PrivacyLedger ledger = PrivacyLedger.Open(_path);
                ledger.Entries.Count.ShouldBe(3);
            }
            catch (PrivacyLedgerException e)
            {
                e.Error.ShouldBe(LedgerError.Damaged);
                return 1;
            }

            File.ReadAllBytes(_path).ShouldBe(log);
            using PrivacyLedger mended = PrivacyLedger.Open(_path);
            return 0;
        }
    }

    [Fact]
    public void A_cut_line_beside_a_torn_mark_is_more_than_one_crash_can_do()
    {
        // The mark's slots hold lines 3 and 4. Without the second, line 4 would look like one that was never confirmed.
        byte[] log = File.ReadAllBytes(_path);
        byte[] mark = File.ReadAllBytes(MarkPath);
        int newer = Encoding.ASCII.GetString(mark, 0, 40).Split('\t')[1] == "4" ? 0 : 4096;
        mark[newer + 30] ^= 1;
        File.WriteAllBytes(MarkPath, mark);
        ShouldBeDamaged(log[..^10], 4);
    }

    [Fact]
    public void A_lost_mark_is_damage()
    {
        File.Delete(MarkPath);
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.OpenOrCreate(_path));
        e.Error.ShouldBe(LedgerError.Damaged);
        e.Message.ShouldContain(MarkPath);
        Tasks.ShouldRefuse(() => PrivacyLedger.Open(_path)).ShouldBe(LedgerError.Damaged);
        File.Exists(MarkPath).ShouldBeFalse();
    }

    [Fact]
    public void A_deleted_ledger_is_not_created_anew()
    {
        File.Delete(_path);
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.OpenOrCreate(_path));
        e.Error.ShouldBe(LedgerError.Missing);
        e.Message.ShouldContain("held 3 entries");
        Tasks.ShouldRefuse(() => PrivacyLedger.Open(_path)).ShouldBe(LedgerError.Missing);
        Tasks.ShouldRefuse(() => PrivacyLedger.Create(_path)).ShouldBe(LedgerError.Exists);
        File.Exists(_path).ShouldBeFalse();
    }

    [Fact]
    public void A_later_versions_file_is_refused()
    {
        HandMadeLedger.Write(_path, "dpsa-privacy-ledger 3\tmore\tfields", "anything");
        Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.Open(_path)).Message
            .ShouldContain("line 1: it is not the first line of a privacy ledger of version 1 or 2");
    }

    private static int LineAt(byte[] text, int position) => 1 + text.AsSpan(0, position).Count((byte)'\n');

    private void ShouldBeDamaged(byte[] content, int line)
    {
        File.WriteAllBytes(_path, content);
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.Open(_path));
        e.Error.ShouldBe(LedgerError.Damaged);
        e.Line.ShouldBe(line);
        e.Message.ShouldContain($"{_path}, line {line}: ");
        e.Message.ShouldContain("restored from a copy");
        File.ReadAllBytes(_path).ShouldBe(content);
    }
}
