using System.Reflection;

namespace Dpsa.TestSupport;

/// <summary>Where the tests find their data files.</summary>
internal static class TestFiles
{
    /// <summary>The root of the checkout, recorded at build time.</summary>
    public static string RepositoryRoot { get; } = typeof(TestFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Vectors that belong to the project: <c>tests/vectors</c>.</summary>
    public static string Vectors(params string[] path) => Path.Combine([RepositoryRoot, "tests", "vectors", .. path]);

    /// <summary>
    /// Material beside the checkout that the project may read but not carry: the folder named by
    /// <c>DPSA_SHARED</c>, else <c>../shared</c>.
    /// </summary>
    public static string Shared(params string[] path) => Path.Combine(
        [Environment.GetEnvironmentVariable("DPSA_SHARED") ?? Path.Combine(RepositoryRoot, "..", "shared"), .. path]);
}
