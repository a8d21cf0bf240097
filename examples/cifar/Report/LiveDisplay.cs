using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>For a terminal: one bar per worker, with lasting lines above them.</summary>
internal sealed class LiveDisplay : IRunDisplay
{
    private const int Indent = 4;

    private readonly IAnsiConsole _console;
    private readonly ProgressTask[] _lanes;

    private LiveDisplay(IAnsiConsole console, ProgressContext context, int lanes)
    {
        _console = console;
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => context.AddTask("waiting", maxValue: 1))];
    }

    /// <summary>Shows the bars while <paramref name="body"/> runs.</summary>
    public static Task<T> ShowAsync<T>(IAnsiConsole console, int lanes, Func<IRunDisplay, Task<T>> body) => console.Progress()
        .AutoClear(true)
        .HideCompleted(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
        .StartAsync(context => body(new LiveDisplay(console, context, lanes)));

    public void Progress(int lane, string activity, double fraction)
    {
        ProgressTask task = _lanes[lane];
        task.Description = Markup.Escape(activity);
        task.Value = Math.Clamp(fraction, 0, 1);
    }

    public void Line(string text) => Write(text);

    public void Round(RoundReport round)
    {
        string line = ConsoleReport.RoundLine(round);
        Write(line.Length <= _console.Profile.Width ? line : ConsoleReport.BriefRoundLine(round));
    }

    public void Detail(string text)
    {
    }

    public void Warning(string text) => Write(text, Color.Yellow);

    private void Write(string text, Color? color = null) => _console.Write(new WrappedText(text, Indent, new Style(color), overBars: true));
}
