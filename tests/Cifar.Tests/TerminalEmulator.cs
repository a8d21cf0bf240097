namespace Dpsa.Examples.Cifar.Tests;

/// <summary>What a terminal of unlimited height shows of a text with the control sequences that the live display uses.</summary>
internal sealed class TerminalEmulator(int width)
{
    private readonly List<char[]> _rows = [];
    private int _row;
    private int _column;

    public string[] Lines => [.. _rows.Select(r => new string(r).TrimEnd())];

    public void Write(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\u001b':
                    i = Control(text, i);
                    break;
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    (_row, _column) = (_row + 1, 0);
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    private void Put(char character)
    {
        if (_column == width)
            (_row, _column) = (_row + 1, 0);

        Row()[_column++] = character;
    }

    // CSI, parameters, one letter.
    private int Control(string text, int start)
    {
        text[start + 1].ShouldBe('[');
        int end = start + 2;
        while (!char.IsAsciiLetter(text[end]))
            end++;

        string parameter = text[(start + 2)..end];
        switch (text[end])
        {
            case 'A':
                _row = Math.Max(0, _row - int.Parse(parameter, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case 'K':
                int from = parameter == "2" ? 0 : _column;
                Array.Fill(Row(), ' ', from, width - from);
                break;
            case 'm' or 'h' or 'l':
                break;
            default:
                throw new NotSupportedException($"CSI {parameter} {text[end]}");
        }

        return end;
    }

    private char[] Row()
    {
        while (_rows.Count <= _row)
        {
            char[] blank = new char[width];
            Array.Fill(blank, ' ');
            _rows.Add(blank);
        }

        return _rows[_row];
    }
}
