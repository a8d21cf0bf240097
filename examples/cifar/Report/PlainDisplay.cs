using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

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
