namespace Dpsa.Privacy.Tests;

/// <summary>What every ledger does, wherever it keeps its entries.</summary>
public abstract class LedgerContract : IDisposable
{
    private readonly Lazy<PrivacyLedger> _ledger;

    protected LedgerContract() => _ledger = new Lazy<PrivacyLedger>(() => NewLedger(Clock));

    private protected FixedClock Clock { get; } = new(new DateTimeOffset(2026, 1, 31, 23, 59, 59, 999, TimeSpan.FromHours(1)));

    private PrivacyLedger Ledger => _ledger.Value;

    public virtual void Dispose()
    {
        Ledger.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Starts_with_nothing_spent()
    {
        Ledger.Spent.ShouldBe(PrivacySpent.Nothing);
        Ledger.Entries.ShouldBeEmpty();
        Ledger.HasReported(Tasks.Id(1)).ShouldBeFalse();
        Ledger.DroppedTornLine.ShouldBeFalse();
    }

    [Fact]
    public void Adds_up_what_each_round_costs()
    {
        RoundPrivacy third = Tasks.At(new Rational(1, 3));
        Ledger.Spend(Tasks.Id(1), third, Tasks.Plenty, label: "round 1 of clinic-a.example");
        Ledger.Spend(Tasks.Id(2), Tasks.At(Rational.FromDouble(0.1)), Tasks.Plenty, label: "Runde 2, 東京 🙂");

        Rational tenth = Rational.FromDouble(0.1);
        Ledger.Spent.ProtectedRho.ShouldBe(new Rational(1, 18) + (tenth * tenth / 2));
        Ledger.Spent.Rounds.ShouldBe(2);
        Ledger.HasReported(Tasks.Id(2)).ShouldBeTrue();
        LedgerEntry[] entries = [.. Ledger.Entries];
        entries.Select(e => e.Number).ShouldBe([1, 2]);
        entries.Select(e => e.Task).ShouldBe([Tasks.Id(1), Tasks.Id(2)]);
        entries.Select(e => e.Label).ShouldBe(["round 1 of clinic-a.example", "Runde 2, 東京 🙂"]);
        entries[0].Rho.ShouldBe(new Rational(1, 18));
        entries[0].Dimension.ShouldBe(Tasks.Dimension);
        entries[0].L2Sensitivity.ShouldBe(Tasks.L2Sensitivity);
        Ledger.Spent.Noise.ShouldBe(new DiscreteNoise(2 * Tasks.Dimension, 3 * Tasks.L2Sensitivity));
        entries[0].Time.ShouldBe(new DateTimeOffset(2026, 1, 31, 22, 59, 59, TimeSpan.Zero));
    }

    [Fact]
    public void Takes_one_report_to_a_task()
    {
        Ledger.SpendOn(1);
        RoundPrivacy two = Tasks.At(2);
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => Ledger.Spend(Tasks.Id(1), two, Tasks.Plenty));
        e.Error.ShouldBe(LedgerError.ReportedBefore);
        e.Message.ShouldContain(Tasks.Id(1));
        Tasks.ShouldRefuse(() => Ledger.Check(Tasks.Id(1), Tasks.One, Tasks.Plenty)).ShouldBe(LedgerError.ReportedBefore);
        Ledger.Spent.Rounds.ShouldBe(1);
    }

    [Fact]
    public void Reaches_the_total_exactly_and_never_exceeds_it()
    {
        Rational total = new(3, 2);
        for (int task = 1; task <= 3; task++)
            Ledger.Spend(Tasks.Id(task), Tasks.One, total);
        RoundPrivacy tiny = Tasks.At(Rational.Parse("1e-40"));
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => Ledger.Spend(Tasks.Id(4), tiny, total));
        e.Error.ShouldBe(LedgerError.TotalExceeded);
        e.Message.ShouldContain("1.5 spent");
        Tasks.ShouldRefuse(() => Ledger.Check(Tasks.Id(4), tiny, total)).ShouldBe(LedgerError.TotalExceeded);
        Ledger.Spent.ProtectedRho.ShouldBe(total);
        Ledger.HasReported(Tasks.Id(4)).ShouldBeFalse();

        // The holder may raise it; a first round may exceed it alone.
        Ledger.Spend(Tasks.Id(4), tiny, total + 1);
        Tasks.ShouldRefuse(() => Ledger.Spend(Tasks.Id(5), Tasks.At(2), 1)).ShouldBe(LedgerError.TotalExceeded);
    }

    [Fact]
    public void A_round_without_noise_needs_leave_and_ends_every_total()
    {
        Tasks.ShouldRefuse(() => Ledger.Spend(Tasks.Id(1), Tasks.NoNoise, Tasks.Plenty)).ShouldBe(LedgerError.TotalExceeded);
        Ledger.Spent.Rounds.ShouldBe(0);

        Ledger.Spend(Tasks.Id(1), Tasks.NoNoise, 0, allowNoNoise: true).Rho.ShouldBeNull();
        Ledger.Spent.Rho.ShouldBe(double.PositiveInfinity);
        PrivacyLedgerException e = Should.Throw<PrivacyLedgerException>(() => Ledger.SpendOn(2));
        e.Error.ShouldBe(LedgerError.TotalExceeded);
        e.Message.ShouldContain("1 round without noise");

        Ledger.Spend(Tasks.Id(2), Tasks.One, new Rational(1, 2), allowNoNoise: true);
        Tasks.ShouldRefuse(() => Ledger.Spend(Tasks.Id(3), Tasks.One, new Rational(1, 2), allowNoNoise: true))
            .ShouldBe(LedgerError.TotalExceeded);
        Ledger.Spent.Rounds.ShouldBe(2);
    }

    [Fact]
    public void Checking_records_nothing()
    {
        Ledger.Check(Tasks.Id(1), Tasks.One, new Rational(1, 2));
        Ledger.Entries.ShouldBeEmpty();
        Ledger.Spend(Tasks.Id(1), Tasks.One, new Rational(1, 2));
    }

    [Fact]
    public void Trainers_in_parallel_never_exceed_the_total_or_report_twice()
    {
        // 8 threads ask for the same 60 tasks in different orders; 40 fit into the total.
        int[] accepted = new int[8];
        LedgerError[][] refused = new LedgerError[8][];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            List<LedgerError> errors = [];
            for (int i = 0; i < 60; i++)
            {
                try
                {
                    Ledger.Spend(Tasks.Id((i * 7 + t * 11) % 60), Tasks.One, 20);
                    accepted[t]++;
                }
                catch (PrivacyLedgerException e)
                {
                    errors.Add(e.Error);
                }
            }

            refused[t] = [.. errors];
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        accepted.Sum().ShouldBe(40);
        Ledger.Spent.ProtectedRho.ShouldBe(20);
        Ledger.Entries.Select(e => e.Number).ShouldBe(Enumerable.Range(1, 40));
        Ledger.Entries.Select(e => e.Task).Distinct().Count().ShouldBe(40);
        refused.SelectMany(e => e).ShouldAllBe(e => e == LedgerError.ReportedBefore || e == LedgerError.TotalExceeded);
    }

    [Fact]
    public void A_wrong_clock_changes_no_account()
    {
        Clock.Now = DateTimeOffset.MaxValue;
        Ledger.SpendOn(1);
        Clock.Now = DateTimeOffset.MinValue;
        Ledger.SpendOn(2);
        Clock.Now = DateTimeOffset.UnixEpoch;
        Ledger.SpendOn(3);
        Ledger.Spent.ProtectedRho.ShouldBe(new Rational(3, 2));
        Tasks.ShouldRefuse(() => Ledger.SpendOn(2)).ShouldBe(LedgerError.ReportedBefore);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("tab\t")]
    [InlineData("line\n")]
    [InlineData("padded=")]
    [InlineData("plus+slash/")]
    [InlineData("ümlaut")]
    public void Refuses_text_that_is_no_task_id(string task)
    {
        Should.Throw<ArgumentException>(() => Ledger.Spend(task, Tasks.One, Tasks.Plenty));
        Should.Throw<ArgumentException>(() => Ledger.Check(task, Tasks.One, Tasks.Plenty));
        Should.Throw<ArgumentException>(() => Ledger.HasReported(task));
    }

    [Fact]
    public void Task_ids_and_labels_have_a_length()
    {
        Ledger.Spend(new string('a', 128), Tasks.One, Tasks.Plenty, label: new string('ü', 100));
        Should.Throw<ArgumentException>(() => Ledger.Spend(new string('a', 129), Tasks.One, Tasks.Plenty)).ParamName.ShouldBe("task");
        Should.Throw<ArgumentException>(() => Ledger.SpendOn(2, new string('a', 101))).ParamName.ShouldBe("label");
        Ledger.Entries.ShouldHaveSingleItem().Label.ShouldBe(new string('ü', 100));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("\u001b[2J")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("a\u202Eb")]
    [InlineData("\u200B")]
    [InlineData("\uD800")]
    [InlineData("\uE000")]
    public void Refuses_labels_that_would_not_show_as_they_are(string label)
    {
        Should.Throw<ArgumentException>(() => Ledger.SpendOn(1, label)).ParamName.ShouldBe("label");
        Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_a_parameter_of_too_many_digits_before_it_computes_with_it()
    {
        RoundPrivacy longest = Tasks.At(new Rational(1, (System.Numerics.BigInteger.One << 2998) + 1));
        Ledger.Spend(Tasks.Id(1), longest, Tasks.Plenty);
        RoundPrivacy longer = Tasks.At(new Rational(1, (System.Numerics.BigInteger.One << 2999) + 1));
        Tasks.ShouldRefuse(() => Ledger.Spend(Tasks.Id(2), longer, Tasks.Plenty)).ShouldBe(LedgerError.Unrecordable);
        Tasks.ShouldRefuse(() => Ledger.Check(Tasks.Id(2), longer, Tasks.Plenty)).ShouldBe(LedgerError.Unrecordable);
        Ledger.Spent.Rounds.ShouldBe(1);
    }

    [Fact]
    public void Refuses_missing_arguments_and_a_negative_total()
    {
        Should.Throw<ArgumentNullException>(() => Ledger.Spend(null!, Tasks.One, 1));
        Should.Throw<ArgumentNullException>(() => Ledger.Spend(Tasks.Id(1), null!, 1));
        Should.Throw<ArgumentNullException>(() => Ledger.Spend(Tasks.Id(1), Tasks.One, 1, label: null!));
        Should.Throw<ArgumentOutOfRangeException>(() => Ledger.Spend(Tasks.Id(1), Tasks.One, -1));
        Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Records_nothing_once_it_is_closed()
    {
        Ledger.SpendOn(1);
        Ledger.Dispose();
        Ledger.Dispose();
        Should.Throw<ObjectDisposedException>(() => Ledger.SpendOn(2));
        Should.Throw<ObjectDisposedException>(() => Ledger.Check(Tasks.Id(2), Tasks.One, Tasks.Plenty));
        Ledger.Spent.Rounds.ShouldBe(1);
    }

    [Fact]
    public void Follows_a_plain_model_over_random_rounds()
    {
        Arbitrary<(int Task, int Parameter, int Total)[]> rounds =
            Gen.Choose(0, 12).SelectMany(t => Gen.Choose(0, 4).SelectMany(p => Gen.Choose(0, 30).Select(m => (t, p, m))))
                .ArrayOf(25).ToArbitrary();
        Prop.ForAll(rounds, list =>
        {
            using PrivacyLedger ledger = NewLedger(Clock);
            HashSet<int> reported = [];
            int halves = 0;
            foreach ((int task, int parameter, int total) in list)
            {
                bool allowed = !reported.Contains(task) && parameter > 0 && halves + parameter * parameter <= 2 * total;
                Exception? refused = Record.Exception(() =>
                    ledger.Spend(Tasks.Id(task), parameter == 0 ? Tasks.NoNoise : Tasks.At(parameter), total));
                (refused is null).ShouldBe(allowed);
                if (!allowed)
                    continue;
                reported.Add(task);
                halves += parameter * parameter;
            }

            ledger.Spent.ProtectedRho.ShouldBe(new Rational(halves, 2));
            ledger.Entries.Select(e => e.Task).ShouldBe(reported.Select(Tasks.Id));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(1, 3));
    }

    /// <summary>A new ledger without entries.</summary>
    private protected abstract PrivacyLedger NewLedger(TimeProvider clock);

    private protected sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
