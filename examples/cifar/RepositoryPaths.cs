using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar;

/// <summary>
/// Where the example keeps what it makes, unless told otherwise: <c>artifacts</c> of the checkout it was built in, else of the one around
/// the current directory, else of that directory.
/// </summary>
internal static class RepositoryPaths
{
    private const string Marker = "Dpsa.TorchSharp.sln";

    private static readonly string Root = FindRoot() ?? Environment.CurrentDirectory;

    public static string Artifacts { get; } = Path.Combine(Root, "artifacts");

    public static string Output { get; } = Path.Combine(Artifacts, "cifar");

    public static string CifarCache { get; } = Path.Combine(Artifacts, "data", CifarManifest.Official.Folder);

    public static string FashionMnistCache { get; } = Path.Combine(Artifacts, "data", "fashion-mnist");

    /// <summary>CIFAR-10 beside the checkout; the environment variable DPSA_SHARED names another folder than <c>../shared</c>.</summary>
    public static string SharedArchive { get; } = Path.Combine(
        Path.GetFullPath(Environment.GetEnvironmentVariable("DPSA_SHARED") is { Length: > 0 } shared ? shared : "../shared", Root),
        "data",
        "cifar-10-binary.tar.xz");

    private static string? FindRoot()
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
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
