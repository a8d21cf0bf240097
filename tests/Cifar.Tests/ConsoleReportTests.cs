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
    public void An_unreachable_data_set_is_said_loudly_with_the_way_out()
    {
        _console.Unreachable(new Uri("https://example.org/x.tar.gz"), "no route");
        _text.ToString().ShouldContain("cannot be reached (no route)");
        _text.ToString().ShouldContain("--data DIR");
    }

    private string[] Lines() => _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
