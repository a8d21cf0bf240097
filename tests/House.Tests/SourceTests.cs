using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests;

/// <summary>What no file of a package does.</summary>
public sealed class SourceTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 140;

    private static readonly HashSet<string> Clocks = ["Now", "UtcNow", "Today"];
    private static readonly HashSet<string> Collections =
        ["List", "Dictionary", "HashSet", "Queue", "Stack", "ConcurrentDictionary", "ConcurrentBag", "ConcurrentQueue", "StringBuilder"];

    [Fact]
    public void Time_comes_from_a_TimeProvider_and_randomness_from_the_system_or_a_seed()
    {
        List<string> found = [];
        foreach (SourceFile file in All())
        {
            foreach (IdentifierNameSyntax name in file.Root.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                string? banned = name.Identifier.Text switch
                {
                    "Stopwatch" => "Stopwatch",
                    "TickCount" or "TickCount64" => "Environment.TickCount",
                    "DateTime" or "DateTimeOffset" when name.Parent is MemberAccessExpressionSyntax access && access.Expression == name
                        && Clocks.Contains(access.Name.Identifier.Text) => $"{name.Identifier.Text}.{access.Name.Identifier.Text}",
                    "Random" when name.Parent is ObjectCreationExpressionSyntax
                        || (name.Parent is MemberAccessExpressionSyntax shared && shared.Name.Identifier.Text == "Shared") => "System.Random",
                    _ => null,
                };
                if (banned is not null) found.Add($"{file.At(name)}: {banned}");
            }
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_static_changes()
    {
        List<string> found = [];
        foreach (SourceFile file in All())
        {
            foreach (FieldDeclarationSyntax field in file.Root.DescendantNodes().OfType<FieldDeclarationSyntax>())
            {
                if (!field.Modifiers.Any(SyntaxKind.StaticKeyword)) continue;
                bool collection = field.Declaration.Type is GenericNameSyntax generic && Collections.Contains(generic.Identifier.Text);
                if (!field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) || collection) found.Add($"{file.At(field)}: {field.Declaration}");
            }

            foreach (PropertyDeclarationSyntax property in file.Root.DescendantNodes().OfType<PropertyDeclarationSyntax>())
            {
                if (property.Modifiers.Any(SyntaxKind.StaticKeyword)
                    && property.AccessorList?.Accessors.Any(a => a.IsKind(SyntaxKind.SetAccessorDeclaration)) == true)
                    found.Add($"{file.At(property)}: {property.Identifier.Text}");
            }
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_has_one_public_type_and_its_name()
    {
        List<string> found = [];
        foreach (SourceFile file in All())
        {
            string[] types = [.. file.Types.Where(t => t.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(SourceFile.NameOf).Distinct()];
            string name = Path.GetFileNameWithoutExtension(file.Path).Split('.')[0];
            if (types.Length > 1 || (types.Length == 1 && types[0] != name))
                found.Add($"{House.Short(file.Path)} has {string.Join(", ", types)}");
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Files_and_lines_are_short()
    {
        List<string> found = [];
        foreach (string file in House.Files("src"))
        {
            string[] lines = File.ReadAllLines(file);
            if (lines.Length > MaxLines) found.Add($"{House.Short(file)} has {lines.Length} lines");
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length > MaxColumns) found.Add($"{House.Short(file)}({i + 1}) has {lines[i].Length} columns");
            }
        }

        found.ShouldBeEmpty();
    }

    private static IEnumerable<SourceFile> All() => House.Projects.SelectMany(SourceFile.Of);
}
