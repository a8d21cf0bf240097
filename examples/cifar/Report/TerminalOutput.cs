using System.Text;
using Spectre.Console;

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
