using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Standard output, or nothing once that fails: a terminal that has gone, or a full disk behind a redirection, must not end a run.</summary>
internal sealed class TerminalOutput : IAnsiConsoleOutput
{
    private readonly AnsiConsoleOutput _standard = new(Console.Out);

    public TerminalOutput() => Writer = new PatientWriter(_standard.Writer);

    public TextWriter Writer { get; }

    public bool IsTerminal => _standard.IsTerminal;

    public int Width => _standard.Width;

    public int Height => _standard.Height;

    public void SetEncoding(Encoding encoding) => _standard.SetEncoding(encoding);

    internal sealed class PatientWriter(TextWriter writer) : TextWriter
    {
        private bool _failed;

        public override Encoding Encoding => writer.Encoding;

        public override void Write(char value) => Try(() => writer.Write(value));

        public override void Write(string? value) => Try(() => writer.Write(value));

        public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

        public override void Flush() => Try(writer.Flush);

        private void Try(Action write)
        {
            if (_failed)
                return;

            try
            {
                write();
            }
            catch (IOException)
            {
                _failed = true;
            }
        }
    }
}

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

/// <summary>Messages for the user beside the output.</summary>
internal static class StandardError
{
    public static void Line(string text)
    {
        try
        {
            Console.Error.WriteLine(text);
        }
        catch (IOException)
        {
            // The terminal has gone: nobody is there to read.
        }
    }
}
