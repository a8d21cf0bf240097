// Reads the list of the real package's public API: a heading per type, one member a line in a code block.
using System.Text.RegularExpressions;

namespace TorchProvider.Tests.Surface;

/// <summary>The listed types by name, each with its heading and its members, normalised as <see cref="ApiText"/> writes them.</summary>
internal sealed partial class ApiList
{
    private const string OlderPackagesSection = "## types of 0.99.6 absent";

    private readonly Dictionary<string, (string Heading, HashSet<string> Members)> types = [];

    private ApiList(string text) => Text = text;

    /// <summary>The whole document.</summary>
    public string Text { get; }

    public static ApiList Parse(string text)
    {
        int end = text.IndexOf(OlderPackagesSection, StringComparison.Ordinal);
        var list = new ApiList(end < 0 ? text : text[..end]);
        HashSet<string>? members = null;
        bool inBlock = false;
        foreach (string line in list.Text.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                members = [];
                string declared = Normalise($"[{heading.Groups["space"].Value}] {heading.Groups["rest"].Value}");
                list.types[ApiText.NameIn(declared)] = (declared, members);
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inBlock = line.Length > 3;
            }
            else if (inBlock && line.Length > 0)
            {
                members!.Add(Normalise(line));
            }
        }

        return list;
    }

    public bool Has(string type) => types.ContainsKey(type);

    public string HeadingOf(string type) => types[type].Heading;

    public IReadOnlySet<string> MembersOf(string type) => types[type].Members;

    /// <summary>A type that has no heading of its own but that a listed signature uses.</summary>
    public bool Mentions(string type) =>
        types.Values.Any(t => t.Members.Any(m => Regex.IsMatch(m, $@"\b{Regex.Escape(type)}\b")));

    /// <summary>Drops what is no part of a signature: notes, the static classes around a type, nullability of references.</summary>
    private static string Normalise(string line)
    {
        line = Note().Replace(line, "");
        line = Containers().Replace(line, "");
        line = QuestionMark().Replace(line, m => IsValueType(m.Groups["before"].Value) ? m.Value : m.Groups["before"].Value);
        return line.Trim();
    }

    private static bool IsValueType(string before) =>
        before is ")" or "long" or "int" or "double" or "float" or "bool" or "ScalarType" or "Padding" or "Reduction"
            or "DeviceType" or "RoundingMode" or "Size" || before.StartsWith("ValueTuple<", StringComparison.Ordinal);

    [GeneratedRegex(@"^### `\[(?<space>[\w.]+)\] (?<rest>[^`]+)`")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\s+\[Obsolete.*$|\s+// underlying.*$")]
    private static partial Regex Note();

    [GeneratedRegex(@"\b(?:torch|nn|optim|utils|data|init|functional|lr_scheduler)\.(?=\w)")]
    private static partial Regex Containers();

    [GeneratedRegex(@"(?<before>ValueTuple<[^<>]*>|\w+|\)|\]|>)\?")]
    private static partial Regex QuestionMark();
}
