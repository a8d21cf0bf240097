using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>A paragraph on lines of its own, broken between words where the console ends; what continues it is indented.</summary>
/// <param name="text">Without line breaks.</param>
/// <param name="indent">Blanks before the second line and those after it.</param>
/// <param name="style">Colour, where there are colours.</param>
/// <param name="overBars">Written over the bars of a live display: each line is cleared first.</param>
internal sealed class WrappedText(string text, int indent = 0, Style? style = null, bool overBars = false) : Renderable
{
    private const string EraseLine = "\u001b[K";

    /// <summary>The lines; a word longer than the width stays whole, for the terminal to break and the user to copy.</summary>
    public static IEnumerable<string> Lines(string text, int width, int indent)
    {
        int lead = text.Length - text.TrimStart(' ').Length;
        string line = text[..lead];
        bool empty = true;
        foreach (string word in text[lead..].Split(' '))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', indent);
                empty = true;
            }

            line += empty ? word : $" {word}";
            empty = false;
        }

        yield return line;
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (string line in Lines(text, maxWidth, indent))
        {
            if (overBars)
                yield return Segment.Control(EraseLine);

            yield return new Segment(line, style ?? Style.Plain);
            yield return Segment.LineBreak;
        }
    }
}
