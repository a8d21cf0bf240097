using System.Text.RegularExpressions;
using Dpsa.TestSupport;

namespace Dpsa.Vdaf.Tests;

/// <summary>
/// Vector code stands beside the scalar code that it replaces, and says so by its name: <c>X.cs</c> chooses and holds the scalar version or
/// names it (<c>XScalar.cs</c>), <c>XLanes.cs</c> is one text for registers of any width, and <c>XSse2.cs</c>, <c>XAvx2.cs</c> and
/// <c>XAvx512.cs</c> are for one instruction set.
/// </summary>
public partial class VectorCodeTests
{
    private static readonly string[] InstructionSets = ["Sse2", "Avx2", "Avx512"];

    [Fact]
    public void Instructions_stand_in_files_that_are_named_after_their_set()
    {
        int found = 0;
        string root = Path.Combine(TestFiles.RepositoryRoot, "src", "Dpsa.Vdaf");
        foreach (string path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string? set = InstructionSets.SingleOrDefault(Path.GetFileNameWithoutExtension(path).EndsWith);
            foreach (Match use in Instruction().Matches(File.ReadAllText(path)))
            {
                found++;
                use.Groups["set"].Value.StartsWith(set ?? "none").ShouldBeTrue($"{Path.GetRelativePath(root, path)}: {use.Value}");
            }
        }

        found.ShouldBeGreaterThan(20);
    }

    [GeneratedRegex(@"\b(?<set>Sse\d*|Ssse3|Avx2?|Avx512\w*|Fma|Bmi\d|AdvSimd)\.\w+")]
    private static partial Regex Instruction();
}
