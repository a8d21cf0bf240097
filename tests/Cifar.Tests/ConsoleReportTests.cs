using Dpsa.Examples.Cifar.Report;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class ConsoleReportTests : IDisposable
{
    private readonly StringWriter _text = new();
    private readonly ConsoleReport _console;

    public ConsoleReportTests()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_text),
        });
        console.Profile.Width = 400;
        _console = new ConsoleReport(console);
    }

    public void Dispose() => _text.Dispose();

    [Fact]
    public void Summary_has_a_row_per_round_and_the_totals()
    {
        _console.Summary(TestReports.Make(3));

        string[] rows = [.. Lines().Where(l => l.StartsWith("| ", StringComparison.Ordinal))];
        rows.Length.ShouldBe(1 + 1 + 3 + 1);
        rows[1].ShouldContain("10.0 %");
        rows[4].ShouldContain("70.0 %");
        rows[5].ShouldContain("191.2 MB");
    }

    [Fact]
    public void Redirected_output_holds_no_escape_codes()
    {
        _console.Settings(CifarOptions.Reference);
        _console.Summary(TestReports.Make(3));
        _text.ToString().ShouldNotContain('\u001b');
        _console.IsLive.ShouldBeFalse();
    }

    [Fact]
    public void Round_line_says_result_bytes_and_times() =>
        ConsoleReport.RoundLine(TestReports.Make(2).Rounds[1]).ShouldBe(
            "round  2: accuracy 55.0 %, loss   1.15; sent 63.7 MB; train 1.0 s, shard 2.0 s, verify 3.0 s, aggregate 4.0 s, evaluate 5.0 s; 9.0 s in all");

    [Fact]
    public void Brief_round_line_fits_into_80_columns() =>
        ConsoleReport.BriefRoundLine(TestReports.Make(2).Rounds[1]).ShouldBe("round  2: accuracy 55.0 %, loss   1.15; sent 63.7 MB; 9.0 s");

    [Fact]
    public void A_loss_that_is_not_finite_is_said_in_words() =>
        ConsoleReport.RoundLine(TestReports.Make(1).Rounds[0] with { Test = new Evaluation(double.NaN, 0.1) }).ShouldContain("loss not finite;");

    [Fact]
    public void Without_noise_no_figure_stands_for_what_is_unbounded()
    {
        _console.Summary(TestReports.Make(1));
        _text.ToString().ShouldContain("privacy spent by each client: without bound");
        _text.ToString().ShouldNotContain("Infinity");
        _text.ToString().ShouldNotContain("∞");
    }

    [Fact]
    public void Readings_of_the_guarantee_are_a_table()
    {
        _console.Summary(TestReports.MakeNoised(4, parameter: 1));

        string[] lines = Lines();
        lines.ShouldContain(l => l.StartsWith("privacy spent by each client: rho = 2 zCDP, which is (epsilon = 9.99", StringComparison.Ordinal));
        int header = Array.FindIndex(lines, l => l.StartsWith("| a client is", StringComparison.Ordinal));
        lines[header].ShouldMatch("^\\| a client is +\\| trust in +\\| epsilon \\| advantage \\| hits at 0.1 % \\|$");
        lines[header + 2].ShouldMatch("^\\| replaced +\\| one aggregator +\\| 9.99[0-9]* +\\| 68.3 % +\\| 13.[78] % +\\|$");
        lines[header + 5].ShouldMatch("^\\| added or removed +\\| both +\\|");
        _text.ToString().ShouldContain("The first row is the guarantee");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(160)]
    public void Nothing_is_wider_than_the_terminal_and_no_figure_is_broken(int width)
    {
        // Epsilon is about 21,000: the widest figure that the table has to take.
        RunReport report = TestReports.MakeNoised(30, parameter: 30);
        ConsoleReport console = Terminal(width);

        console.Settings(CifarOptions.Default with { Function = AggregationFunction.Pine64, Bits = 32, PrivacyParameter = Dpsa.Privacy.Rational.Parse("1e-400") });
        console.Unavailable(Data.DataSet.Cifar10, "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz cannot be reached (Connection refused).");
        console.Summary(report);
        using TemporaryFolder folder = new();
        using (OutputDirectory output = OutputDirectory.Prepare(folder.Location, console))
            console.Saved(report with { Outcome = RunOutcome.Interrupted }, output);

        Lines().ShouldAllBe(l => l.Length <= width);
        Lines().ShouldAllBe(l => l == l.TrimEnd());
        Lines().Count(l => l.Contains(" 63.7 MB ", StringComparison.Ordinal)).ShouldBe(30);
        Lines().Any(l => l.Contains("| 4.0 s ", StringComparison.Ordinal)).ShouldBe(width >= 120);
        Lines().ShouldContain(l => l.StartsWith("| added or removed | both", StringComparison.Ordinal) && l.EndsWith(" 100.0 %       |", StringComparison.Ordinal));
        _text.ToString().ShouldContain("aggregate");
        _text.ToString().ShouldNotContain('…');
    }

    [Fact]
    public async Task Plain_display_writes_lines_for_clients_but_no_bars()
    {
        await _console.ShowRunAsync(2, display =>
        {
            display.Progress(0, "client 1: train", 0.5);
            display.Detail("client 1: trained");
            display.Line("round 1");
            display.Warning("client 2 failed");
            return Task.FromResult(0);
        });

        Lines().ShouldBe(["  client 1: trained", "round 1", "WARNING: client 2 failed"]);
    }

    [Fact]
    public void A_data_set_that_cannot_be_had_is_said_loudly_with_the_way_out()
    {
        _console.Unavailable(Data.DataSet.FashionMnist, "It cannot be fetched (no route).");
        _text.ToString().ShouldContain("Fashion-MNIST IS NOT HERE: It cannot be fetched (no route).");
        _text.ToString().ShouldContain("--data DIR --dataset fashion-mnist");
    }

    private ConsoleReport Terminal(int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_text) });
        console.Profile.Width = width;
        return new ConsoleReport(console);
    }

    private string[] Lines() => _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
