namespace Dpsa.Benchmarks.Workloads;

/// <summary>Where results go.</summary>
internal static class RepositoryPaths
{
    public static string Root { get; } = FindRoot();

    /// <summary>Ignored build output: the results of the last run.</summary>
    public static string Results => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench")).FullName;

    /// <summary>Committed reports.</summary>
    public static string Reports => Directory.CreateDirectory(Path.Combine(Root, "benchmarks", "reports")).FullName;

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dpsa.TorchSharp.sln")))
                return folder.FullName;
        }

        return Directory.GetCurrentDirectory();
    }
}
