namespace Dpsa.Examples.Cifar.Data;

/// <summary>
/// Fetches Fashion-MNIST from Debian's package of it (Ubuntu has it too), with apt-get's own checks of the archive's signatures.
/// The package is unpacked, not installed: nobody has to be root, and nothing of the system changes.
/// </summary>
internal static class FashionMnistPackage
{
    public const string Name = "dataset-fashion-mnist";

    /// <summary>Where the package's files are once somebody has installed it.</summary>
    public const string InstalledFolder = "/usr/share/datasets/fashion-mnist";

    /// <summary>For the download itself and for the list of packages before it, where that is missing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <param name="work">An empty folder.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The folder in <paramref name="work"/> with the files.</returns>
    /// <exception cref="DataUnavailableException">There is no apt-get, or it cannot fetch the package.</exception>
    public static async Task<string> FetchAsync(string work, CancellationToken cancellation)
    {
        if (!ExternalProgram.IsInstalled("apt-get") || !ExternalProgram.IsInstalled("dpkg-deb"))
            throw new DataUnavailableException($"Fashion-MNIST comes from Debian's package {Name}, and there is no apt-get here to fetch it.");

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            string? failure = await DownloadAsync(work, [], limit.Token);
            if (failure is not null)
                failure = await DownloadWithOwnListsAsync(work, limit.Token);

            if (failure is not null)
                throw Unavailable(failure);

            string package = Directory.GetFiles(work, $"{Name}_*.deb").Single();
            failure = await ExternalProgram.RunAsync("dpkg-deb", ["--extract", package, Path.Combine(work, "root")], work, null, limit.Token);
            if (failure is not null)
                throw new CifarException($"Debian's package {Name} cannot be unpacked: {failure}");

            return Path.Combine(work, "root", InstalledFolder.TrimStart('/'));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unavailable($"not within {Patience.TotalMinutes} minutes");
        }
    }

    // Containers often come without lists of packages; those of the system are root's to change.
    private static async Task<string?> DownloadWithOwnListsAsync(string work, CancellationToken cancellation)
    {
        string lists = Directory.CreateDirectory(Path.Combine(work, "lists")).FullName;
        string cache = Directory.CreateDirectory(Path.Combine(work, "cache")).FullName;
        string[] own = ["-o", $"Dir::State::Lists={lists}", "-o", $"Dir::Cache={cache}"];
        return await AptGetAsync(work, [.. own, "update"], cancellation) ?? await DownloadAsync(work, own, cancellation);
    }

    private static Task<string?> DownloadAsync(string work, string[] options, CancellationToken cancellation) =>
        AptGetAsync(work, [.. options, "download", Name], cancellation);

    private static Task<string?> AptGetAsync(string work, string[] arguments, CancellationToken cancellation) => ExternalProgram.RunAsync(
        "apt-get",
        ["-q", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=10", "-o", "Acquire::https::Timeout=10", "-o", "APT::Sandbox::User=root", .. arguments],
        work,
        null,
        cancellation);

    private static DataUnavailableException Unavailable(string reason) =>
        new($"Debian's package {Name} cannot be fetched ({reason.TrimEnd('.')}).");
}
