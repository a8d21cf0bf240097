using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests;

/// <summary>One file of a project, parsed.</summary>
internal sealed class SourceFile
{
    private SourceFile(string path, string folder, CompilationUnitSyntax root) => (Path, Folder, Root) = (path, folder, root);

    public string Path { get; }

    /// <summary>First folder below the project; empty for a file beside the project's own.</summary>
    public string Folder { get; }

    public CompilationUnitSyntax Root { get; }

    /// <summary>Types that the file declares, nested ones left out.</summary>
    public IEnumerable<MemberDeclarationSyntax> Types => Root.DescendantNodes(n => n is not BaseTypeDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>().Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Identifiers that the file uses, without those of its namespaces and usings.</summary>
    public IEnumerable<string> Identifiers => Root
        .DescendantNodes(n => n is not UsingDirectiveSyntax)
        .OfType<SimpleNameSyntax>()
        .Where(n => n.Ancestors().All(a => a is not (UsingDirectiveSyntax or NameColonSyntax))
            && n.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().All(d => !d.Name.Contains(n))
            && !(n.Parent is MemberAccessExpressionSyntax access && access.Name == n)
            && !(n.Parent is QualifiedNameSyntax qualified && qualified.Left == n))
        .Select(n => n.Identifier.Text);

    public static IReadOnlyList<SourceFile> Of(string project)
    {
        string root = System.IO.Path.Combine(House.Source, project);
        return
        [
            .. House.Files("src", project).Where(f => !f.Contains("buildTransitive", StringComparison.Ordinal)).Select(f =>
            {
                string[] parts = System.IO.Path.GetRelativePath(root, f).Split(System.IO.Path.DirectorySeparatorChar);
                CompilationUnitSyntax unit = CSharpSyntaxTree
                    .ParseText(File.ReadAllText(f), new CSharpParseOptions(LanguageVersion.Preview), f).GetCompilationUnitRoot();
                return new SourceFile(f, parts.Length > 1 ? parts[0] : "", unit);
            }),
        ];
    }

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => throw new ArgumentException($"{type.Kind()} is no type.", nameof(type)),
    };

    /// <summary>"src/Dpsa.Vdaf/X.cs(12)".</summary>
    public string At(SyntaxNode node) => $"{House.Short(Path)}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
}
