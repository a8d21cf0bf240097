using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Shows a run while it goes on. Called from several threads.</summary>
internal interface IRunDisplay
{
    /// <summary>What a worker does now, and how far it is.</summary>
    /// <param name="lane">Number of the worker, from 0; one line of the display.</param>
    /// <param name="activity">For example "client 3: train".</param>
    /// <param name="fraction">In [0, 1].</param>
    void Progress(int lane, string activity, double fraction);

    /// <summary>A line that stays.</summary>
    void Line(string text);

    /// <summary>A line about a round, as long as there is room for.</summary>
    void Round(RoundReport round);

    /// <summary>A line for those who see no bars.</summary>
    void Detail(string text);

    /// <summary>A line that stays and should not be missed.</summary>
    void Warning(string text);
}

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

/// <summary>For output that goes to a file or a pipe: lines as things get done, no cursor movements.</summary>
internal sealed class PlainDisplay(IAnsiConsole console) : IRunDisplay
{
    private readonly Lock _lock = new();

    public void Progress(int lane, string activity, double fraction)
    {
    }

    public void Line(string text)
    {
        lock (_lock)
            console.Write(new WrappedText(text));
    }

    public void Round(RoundReport round) => Line(ConsoleReport.RoundLine(round));

    public void Detail(string text) => Line($"  {text}");

    public void Warning(string text) => Line($"WARNING: {text}");
}

/// <summary>Progress of one activity, passed on at once and not more often than it can be seen.</summary>
internal sealed class SparseProgress(Action<double> report) : IProgress<double>
{
    private const double Step = 0.005;

    private readonly Lock _lock = new();
    private double _shown = -1;

    public void Report(double value)
    {
        lock (_lock)
        {
            if (value <= _shown || (value - _shown < Step && value < 1))
                return;

            _shown = value;
            report(value);
        }
    }
}
