using System.Xml.Linq;
using Dpsa.TestSupport;

namespace House.Tests;

/// <summary>The projects of the repository, as they stand on disk.</summary>
internal static class House
{
    public static string Source => Path.Combine(TestFiles.RepositoryRoot, "src");

    /// <summary>Names of the packages' projects.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Source).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>What a project's file includes of one kind of item, by name.</summary>
    public static IReadOnlyList<string> Included(string project, string item) =>
    [
        .. XDocument.Load(Path.Combine(Source, project, $"{project}.csproj")).Descendants(item)
            .Select(e => Path.GetFileNameWithoutExtension(((string?)e.Attribute("Include") ?? "").Replace('\\', '/')))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Names that a project's file includes as they are written.</summary>
    public static IReadOnlyList<string> IncludedNames(string project, string item) =>
    [
        .. XDocument.Load(Path.Combine(Source, project, $"{project}.csproj")).Descendants(item)
            .Select(e => (string?)e.Attribute("Include") ?? "").Order(StringComparer.Ordinal),
    ];

    /// <summary>All C# files below a folder of the repository that are written by hand.</summary>
    public static IEnumerable<string> Files(params string[] path) => Directory
        .GetFiles(Path.Combine([TestFiles.RepositoryRoot, .. path]), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "artifacts"))
        .Order(StringComparer.Ordinal);

    /// <summary>As messages name a file.</summary>
    public static string Short(string file) => Path.GetRelativePath(TestFiles.RepositoryRoot, file).Replace('\\', '/');
}
