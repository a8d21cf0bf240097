using Dpsa.TestSupport;

namespace Dpsa.Privacy.Tests;

public class ReadmeTests
{
    [Fact]
    public void Sample_is_the_one_that_is_compiled()
    {
        string source = File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "tests", "Dpsa.Privacy.Tests", "ReadmeSample.cs"));
        string compiled = source.Split("// <sample>\n")[1].Split("        // </sample>")[0].Replace("\n        ", "\n", StringComparison.Ordinal);
        File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "src", "Dpsa.Privacy", "README.md"))
            .ShouldContain($"```csharp\n{compiled.TrimStart()}```");
    }

    [Fact]
    public void Sample_prints_what_its_comments_say()
    {
        StringWriter output = new() { NewLine = "\n" };
        ReadmeSample.Run(output);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("40 rounds of e = 0.263422: epsilon = 7.99998 at delta = 1E-05 (ExactGaussian)");
        lines[1].ShouldStartWith("The noise in the mean of 10000 updates has 0.102 times the clip norm, an update at most 1: the updates stand out");
        lines[2].ShouldBe("replace one client, one honest aggregator: mu = 1.666, epsilon = 8");
        lines[5].ShouldBe("add or remove one client, both honest: mu = 0.589, epsilon = 2.395");
        lines[6].ShouldStartWith("epsilon = ");
        lines.Length.ShouldBe(8);
    }
}
