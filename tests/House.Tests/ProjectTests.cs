namespace House.Tests;

/// <summary>Who may depend on whom: downwards only, and nobody carries what it does not use.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new()
    {
        ["Dpsa.Vdaf"] = ([], []),
        ["Dpsa.Privacy"] = ([], []),
        ["Dpsa.Dap"] = (["Dpsa.Privacy", "Dpsa.Vdaf"], []),
        ["Dpsa.Aggregator"] = (["Dpsa.Dap"], []),
        ["Dpsa.Federation"] = (["Dpsa.Dap"], []),
        ["Dpsa.TorchSharp"] = (["Dpsa.Federation"], []), // TorchSharp itself comes from build/Torch.targets
    };

    // Whose inside another package sees, and why.
    private static readonly Dictionary<(string Of, string For), string> Insides = new()
    {
        [("Dpsa.Privacy", "Dpsa.Federation")] = "files of checkpoints are made as durable as those of ledgers",
        [("Dpsa.Dap", "Dpsa.Aggregator")] = "the aggregators validate session parameters and word the answers of ended tasks",
    };

    [Fact]
    public void Every_project_depends_on_what_stands_below_it()
    {
        House.Projects.ShouldBe([.. Allowed.Keys.Order(StringComparer.Ordinal)], customMessage: "a new project gets its place here");
        foreach ((string project, (string[] projects, string[] packages)) in Allowed)
        {
            House.Included(project, "ProjectReference").ShouldBe(projects, customMessage: project);
            House.IncludedNames(project, "PackageReference").ShouldBe(packages, customMessage: project);
            House.IncludedNames(project, "FrameworkReference").ShouldBeEmpty(customMessage: project);
        }
    }

    [Fact]
    public void No_package_sees_the_inside_of_another_but_for_a_reason()
    {
        IEnumerable<(string, string)> found = House.Projects.SelectMany(project => House.IncludedNames(project, "InternalsVisibleTo")
            .Where(House.Projects.Contains).Select(other => (project, other)));
        found.ShouldBe(Insides.Keys, ignoreOrder: true);
    }
}
