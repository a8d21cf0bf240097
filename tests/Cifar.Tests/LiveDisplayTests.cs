using Dpsa.Examples.Cifar.Report;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class LiveDisplayTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(160)]
    public async Task Lines_over_the_bars_are_whole_and_nothing_of_the_bars_is_left(int width)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        RoundReport round = TestReports.Make(2).Rounds[1];
        const string Reason = "client 2, round 2: the update is not finite at the parameter fc2.weight: nothing is sent; use a smaller learning rate.";

        await new ConsoleReport(console).ShowRunAsync(3, async display =>
        {
            for (int lane = 0; lane < 3; lane++)
                display.Progress(lane, $"client {lane}: share, prove and submit", 0.9);

            await Task.Delay(250);
            display.Line("short");
            display.Round(round);
            display.Warning(Reason);
            display.Detail("for those who see no bars");
            await Task.Delay(250);
            return 0;
        });

        TerminalEmulator terminal = new(width);
        terminal.Write(text.ToString());
        string[] lines = [.. terminal.Lines.Where(l => l.Length > 0)];
        lines[0].ShouldBe("short");
        lines[1].ShouldBe(width < 150 ? ConsoleReport.BriefRoundLine(round) : ConsoleReport.RoundLine(round));
        string.Join(' ', lines[2..].Select(l => l.Trim())).ShouldBe(Reason);
        lines[2..].ShouldAllBe(l => l.Length <= width);
    }

    [Fact]
    public void Long_paragraphs_are_broken_between_words_and_indented()
    {
        WrappedText.Lines("  one two three four five", 13, 4).ShouldBe(["  one two", "    three", "    four five"]);
        WrappedText.Lines("a /very/long/path/that/stays/whole b", 10, 2).ShouldBe(["a", "  /very/long/path/that/stays/whole", "  b"]);
        WrappedText.Lines("fits exactly", 12, 2).ShouldBe(["fits exactly"]);
        WrappedText.Lines("", 12, 2).ShouldBe([""]);
    }

    [Fact]
    public void A_terminal_that_has_gone_is_written_to_no_more()
    {
        BrokenWriter broken = new();
        using TerminalOutput.PatientWriter writer = new(broken);

        writer.Write("one");
        writer.Write('t');
        writer.Flush();

        broken.Attempts.ShouldBe(1);
    }

    private sealed class BrokenWriter : StringWriter
    {
        public int Attempts { get; private set; }

        public override void Write(string? value)
        {
            Attempts++;
            throw new IOException("Input/output error");
        }
    }
}
