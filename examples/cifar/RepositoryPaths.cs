using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar;

/// <summary>Where the example keeps what it makes, unless told otherwise: <c>artifacts</c> of the checkout, else of the current directory.</summary>
internal static class RepositoryPaths
{
    private const string Marker = "Dpsa.TorchSharp.sln";

    public static string Artifacts { get; } = Path.Combine(FindRoot() ?? Environment.CurrentDirectory, "artifacts");

    public static string Output { get; } = Path.Combine(Artifacts, "cifar");

    public static string Data { get; } = Path.Combine(Artifacts, "data", CifarManifest.Official.Folder);

    private static string? FindRoot()
    {
        foreach (string start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Marker)))
                    return folder.FullName;
            }
        }

        return null;
    }
}
