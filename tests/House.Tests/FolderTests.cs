namespace House.Tests;

/// <summary>Folders are features, and stand on one another: no two need each other.</summary>
public sealed class FolderTests
{
    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_two_folders_need_each_other(string project)
    {
        IReadOnlyList<SourceFile> files = SourceFile.Of(project);
        files.Count.ShouldBeGreaterThan(5);
        ILookup<string, string> homes = files
            .SelectMany(f => f.Types.Select(t => (Name: SourceFile.NameOf(t), f.Folder))).Distinct().ToLookup(t => t.Name, t => t.Folder);
        Dictionary<(string From, string To), string> needs = [];
        foreach (SourceFile file in files)
        {
            foreach (string name in file.Identifiers.Distinct(StringComparer.Ordinal))
            {
                if (homes[name].Count() == 1 && homes[name].Single() is { } home && home != file.Folder)
                    needs.TryAdd((file.Folder, home), $"{House.Short(file.Path)} uses {name} of {(home.Length == 0 ? "the root" : home)}");
            }
        }

        // Folders that need nobody who is left go; what remains goes round in a circle.
        HashSet<string> left = [.. files.Select(f => f.Folder)];
        while (left.FirstOrDefault(f => !needs.Keys.Any(n => n.From == f && left.Contains(n.To))) is { } free) left.Remove(free);
        needs.Where(n => left.Contains(n.Key.From) && left.Contains(n.Key.To)).Select(n => n.Value).ShouldBeEmpty();
    }
}
