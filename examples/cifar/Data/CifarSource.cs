namespace Dpsa.Examples.Cifar.Data;

/// <summary>CIFAR-10: kept from an earlier run, in the archive beside the checkout, or downloaded.</summary>
internal sealed class CifarSource
{
    /// <summary>Longest wait for a connection, for an answer, and for the next bytes of it.</summary>
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>Where the unpacked files are kept.</summary>
    public string Cache { get; init; } = RepositoryPaths.CifarCache;

    public string Archive { get; init; } = RepositoryPaths.SharedArchive;

    public CifarManifest Manifest { get; init; } = CifarManifest.Official;

    /// <summary>Replaces the network in tests.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <exception cref="DataUnavailableException">The files are not here and cannot be fetched.</exception>
    /// <exception cref="CifarException">What is here is damaged, or cannot be unpacked or stored.</exception>
    public Task<ImageData> LoadAsync(IDataReport report, CancellationToken cancellation) => DataCache.LoadAsync(
        Cache,
        work => File.Exists(Archive) ? UnpackAsync(work, report, cancellation) : DownloadAsync(work, report, cancellation),
        folder => CifarDirectory.Load(folder, Manifest, cancellation),
        report,
        cancellation);

    private Task<string> UnpackAsync(string work, IDataReport report, CancellationToken cancellation)
    {
        report.Step($"unpacking {Archive} (once)");
        return CifarArchive.UnpackAsync(Archive, work, Manifest, cancellation);
    }

    private async Task<string> DownloadAsync(string work, IDataReport report, CancellationToken cancellation)
    {
        using HttpMessageHandler handler = Handler ?? new SocketsHttpHandler { ConnectTimeout = Patience };
        using HttpClient http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using IDownloadProgress progress = report.Downloading(Manifest.Archive, Manifest.ArchiveLength);
        return await new CifarDownload(http, Manifest, Patience).FetchAsync(work, progress, cancellation);
    }
}
