namespace Dpsa.Privacy.Tests;

/// <summary>What a ledger says that was spent: exact for the noise of its rounds, over restarts.</summary>
public sealed class LedgerAccountTests : IDisposable
{
    private const double Delta = 1e-5;

    // The example's network, in 16 bits.
    private const int Dimension = 62_006;
    private const long L2Sensitivity = 65_536;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public LedgerAccountTests() => _path = _folder["ledger"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("30", 1, 577.3, 591.3)]
    [InlineData("1", 1, 4.38, 4.73)]
    [InlineData("0.2634", 40, 8.0, 8.6)]
    public void Has_the_epsilon_of_the_exact_accountant_where_zCDP_alone_says_more(string parameter, int rounds, double exact, double zcdp)
    {
        Rational e = Rational.Parse(parameter);
        PrivacyGuarantee recorded = Record(e, rounds).Guarantee(Delta);

        recorded.Epsilon.ShouldBe(exact, 0.006 * exact);
        ZcdpAccounting.Epsilon((e * e * rounds / 2).ToDouble(), Delta).ShouldBe(zcdp, 0.006 * zcdp);
        recorded.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        recorded.ShouldBe(PrivacyGuarantee.Of(
            (e * e * rounds / 2).ToDoubleUpwards(), Delta, new DiscreteNoise((long)Dimension * rounds, L2Sensitivity / e)));

        // By integration of the privacy loss: it holds, and three parts in a thousand less would not.
        double mu = e.ToDouble() * Math.Sqrt(rounds);
        GaussianReference.Excess(mu, recorded.Epsilon, Delta).ShouldBeGreaterThan(0);
        GaussianReference.Excess(mu, recorded.Epsilon * 0.997, Delta).ShouldBeLessThan(0);
    }

    [Fact]
    public void A_restart_keeps_it()
    {
        PrivacySpent before = Record(1, 3);
        using PrivacyLedger reopened = PrivacyLedger.Open(_path);
        reopened.Spent.ShouldBe(before);
        reopened.Entries.ShouldAllBe(e => e.Dimension == Dimension && e.L2Sensitivity == L2Sensitivity);
        reopened.Spent.Guarantee(Delta).Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
    }

    [Fact]
    public void Rounds_of_different_sums_add_up()
    {
        using PrivacyLedger ledger = PrivacyLedger.Create(_path);
        ledger.Spend(Tasks.Id(1), new RoundPrivacy(DpStrategy.FromPrivacyParameter(1), int.MaxValue, long.MaxValue), Tasks.Plenty);
        ledger.Spend(Tasks.Id(2), new RoundPrivacy(DpStrategy.FromPrivacyParameter(2), 1, 1 << 20), Tasks.Plenty);
        ledger.Spend(Tasks.Id(3), Tasks.NoNoise, Tasks.Plenty, allowNoNoise: true);
        IReadOnlyList<LedgerEntry> entries = ledger.Entries;
        ledger.Dispose();

        using PrivacyLedger reopened = PrivacyLedger.Open(_path);
        reopened.Entries.ShouldBe(entries);
        reopened.Spent.Noise.ShouldBe(new DiscreteNoise(int.MaxValue + 1L, 1 << 19));
        reopened.Spent.Rho.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void A_file_of_version_1_is_read_and_goes_on()
    {
        HandMadeLedger.Write(_path, HandMadeLedger.FirstLineOfVersion1, HandMadeLedger.EntryOfVersion1(1, Tasks.Id(1)));
        using (PrivacyLedger old = PrivacyLedger.Open(_path))
        {
            LedgerEntry entry = old.Entries.ShouldHaveSingleItem();
            (entry.Dimension, entry.L2Sensitivity, entry.Label).ShouldBe((null, null, "round 1"));
            Tasks.ShouldRefuse(() => old.SpendOn(1)).ShouldBe(LedgerError.ReportedBefore);
            Tasks.ShouldRefuse(() => old.Spend(Tasks.Id(2), Tasks.One, new Rational(3, 4))).ShouldBe(LedgerError.TotalExceeded);
            old.SpendOn(2);
        }

        string[] lines = File.ReadAllLines(_path);
        lines.Select(l => l.Split('\t').Length - 1).ShouldBe([3, 5, 7]);
        lines[0].ShouldStartWith(HandMadeLedger.FirstLineOfVersion1);
        using PrivacyLedger mixed = PrivacyLedger.Open(_path);
        mixed.Entries.Select(e => e.Dimension).ShouldBe([null, Tasks.Dimension]);
        mixed.Spent.Noise.ShouldBeNull("that of the first round is not known");
        mixed.Spent.Guarantee(Delta).Conversion.ShouldBe(PrivacyConversion.Concentrated);
        mixed.Spent.ToEpsilon(Delta).ShouldBe(ZcdpAccounting.Epsilon(1, Delta));
        Tasks.ShouldRefuse(() => mixed.SpendOn(2)).ShouldBe(LedgerError.ReportedBefore);
    }

    [Fact]
    public void A_file_of_version_1_without_a_round_of_noise_accounts_exactly_from_then_on()
    {
        HandMadeLedger.Write(
            _path, HandMadeLedger.FirstLineOfVersion1, HandMadeLedger.EntryOfVersion1(1, Tasks.Id(1), privacy: "no noise"));
        using PrivacyLedger ledger = PrivacyLedger.Open(_path);
        ledger.Spend(Tasks.Id(2), Tasks.One, Tasks.Plenty, allowNoNoise: true);
        ledger.Spent.Noise.ShouldBe(new DiscreteNoise(Tasks.Dimension, Tasks.L2Sensitivity));
        ledger.Spent.Rho.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void A_file_of_version_2_has_no_entry_of_version_1()
    {
        HandMadeLedger.Write(_path, HandMadeLedger.FirstLine, HandMadeLedger.EntryOfVersion1(1, Tasks.Id(1)));
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.Open(_path));
        (e.Error, e.Line).ShouldBe((LedgerError.Damaged, 2));
    }

    [Theory]
    [InlineData("d=1\ts=1", true)]
    [InlineData("d=2147483647\ts=9223372036854775807", true)]
    [InlineData("d=0\ts=1", false)]
    [InlineData("d=1\ts=0", false)]
    [InlineData("d=-1\ts=1", false)]
    [InlineData("d=+1\ts=1", false)]
    [InlineData("d=2147483648\ts=1", false)]
    [InlineData("d=1\ts=9223372036854775808", false)]
    [InlineData("d=1.5\ts=1", false)]
    [InlineData("d=\ts=", false)]
    [InlineData("s=1\td=1", false)]
    [InlineData("1\t1", false)]
    [InlineData("d=1", false)]
    [InlineData("d=1\ts=1\tx=1", false)]
    public void Dimension_and_sensitivity_are_read_as_they_are_written_and_in_no_other_way(string fields, bool readable)
    {
        foreach (string first in (string[])[HandMadeLedger.FirstLine, HandMadeLedger.FirstLineOfVersion1])
        {
            HandMadeLedger.Write(_path, first, $"1\t2026-02-01T08:00:00Z\t{Tasks.Id(1)}\te=1\t{fields}\tlabel");
            if (readable)
                PrivacyLedger.Open(_path).Dispose();
            else
                Should.Throw<PrivacyLedgerException>(() => PrivacyLedger.Open(_path)).Line.ShouldBe(2);
        }
    }

    private PrivacySpent Record(Rational parameter, int rounds)
    {
        RoundPrivacy privacy = new(DpStrategy.FromPrivacyParameter(parameter), Dimension, L2Sensitivity);
        using PrivacyLedger ledger = PrivacyLedger.Create(_path);
        for (int round = 1; round <= rounds; round++)
            ledger.Spend(Tasks.Id(round), privacy, Tasks.Plenty);
        return ledger.Spent;
    }
}
