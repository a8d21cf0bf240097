using Dpsa.TestSupport;

namespace Dpsa.TorchSharp.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_sample_learns_its_linear_map()
    {
        global::TorchSharp.torch.random.manual_seed(1);
        float[] learned = await global::Sample.RunAsync();
        learned.Take(4).ShouldAllBe(w => Math.Abs(w - 1) < 0.25);
    }

    [Fact]
    public void The_sample_in_the_readme_is_the_compiled_one()
    {
        string source = File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "tests", "Dpsa.TorchSharp.Tests", "ReadmeSample.cs"));
        string compiled = source.Split("// <sample>\n")[1].Split("// </sample>")[0];
        File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "README.md")).ShouldContain($"```csharp\n{compiled}```");
    }
}
