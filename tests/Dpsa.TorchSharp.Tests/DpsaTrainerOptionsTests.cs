using System.Runtime.CompilerServices;
using Dpsa.Privacy;

namespace Dpsa.TorchSharp.Tests;

public sealed class DpsaTrainerOptionsTests
{
    private static readonly PrivacyLedger Ledger = PrivacyLedger.InMemory();

    [Fact]
    public void Limits_and_ledger_are_required()
    {
        string[] required = [.. typeof(DpsaTrainerOptions).GetProperties()
            .Where(p => p.IsDefined(typeof(RequiredMemberAttribute), inherit: false)).Select(p => p.Name).Order(StringComparer.Ordinal)];
        required.ShouldBe(["Ledger", "MaxPrivacyPerRound", "MaxPrivacyTotal"]);
        Should.Throw<ArgumentNullException>(() => Options(perRound: null)).ParamName.ShouldBe("MaxPrivacyPerRound");
        Should.Throw<ArgumentNullException>(() => Options(ledger: null)).ParamName.ShouldBe("Ledger");
    }

    [Fact]
    public void Every_option_is_checked_where_it_is_set()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Options(total: -1)).ParamName.ShouldBe("MaxPrivacyTotal");
        Should.Throw<ArgumentOutOfRangeException>(() => Options(minBatchSize: 0)).ParamName.ShouldBe("MinBatchSize");
        Should.Throw<ArgumentOutOfRangeException>(() => Options(minBatchSize: int.MinValue)).ParamName.ShouldBe("MinBatchSize");
        Should.Throw<ArgumentOutOfRangeException>(() => Options(buffers: (BufferPolicy)99)).ParamName.ShouldBe("Buffers");
        foreach (string label in (string[])["two\nlines", "\u202E", new string('a', 81), null!])
            Should.Throw<ArgumentException>(() => Options(label: label)).ParamName.ShouldBe("LedgerLabel");
    }

    [Fact]
    public void Limits_are_taken_to_their_ends()
    {
        DpsaTrainerOptions options = Options(total: 0, minBatchSize: 1, buffers: BufferPolicy.KeepLocal, label: new string('ü', 80));
        options.MaxPrivacyTotal.ShouldBe(0);
        options.MinBatchSize.ShouldBe(1);
        Options().MinBatchSize.ShouldBe(2);
        (Options().AllowNoNoise || Options().AllowEvaluate || Options().AllowFreshReport).ShouldBeFalse();
        PrivacyLedger.IsLabel($"{options.LedgerLabel}, round {int.MaxValue}").ShouldBeTrue("what a trainer writes is a label");
    }

    private static DpsaTrainerOptions Options(
        int? perRound = 1, int total = 1, int minBatchSize = 2, BufferPolicy buffers = BufferPolicy.Refuse, string label = "") =>
        Options(Ledger, perRound, total, minBatchSize, buffers, label);

    private static DpsaTrainerOptions Options(
        PrivacyLedger? ledger,
        int? perRound = 1,
        int total = 1,
        int minBatchSize = 2,
        BufferPolicy buffers = BufferPolicy.Refuse,
        string label = "") => new()
        {
            MaxPrivacyPerRound = perRound is { } e ? new ZcdpBudget(e) : null!,
            MaxPrivacyTotal = total,
            Ledger = ledger!,
            MinBatchSize = minBatchSize,
            Buffers = buffers,
            LedgerLabel = label,
        };
}
