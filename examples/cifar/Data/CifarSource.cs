namespace Dpsa.Examples.Cifar.Data;

/// <summary>
/// Decides where the images come from: a given folder, an earlier download, a download; where CIFAR-10 cannot be reached,
/// Fashion-MNIST as the system has it, and images made by code only where there is none.
/// </summary>
internal sealed class CifarSource
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Folder given by the user; nothing else is tried then.</summary>
    public string? Directory { get; init; }

    /// <summary>The data set that is wanted.</summary>
    public DataSet Wanted { get; init; } = DataSet.Cifar10;

    public required long Seed { get; init; }

    /// <summary>Where a download is kept.</summary>
    public string Cache { get; init; } = RepositoryPaths.Data;

    /// <summary>Where Fashion-MNIST is, if it is.</summary>
    public string FashionMnistFolder { get; init; } = FashionMnist.SystemFolder;

    public CifarManifest Manifest { get; init; } = CifarManifest.Official;

    /// <summary>Replaces the network in tests.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <param name="report">Told what is going on.</param>
    /// <param name="cancellation">Stops reading and downloading.</param>
    /// <exception cref="CifarException">The files that should be used are missing or corrupt.</exception>
    public async Task<CifarData> LoadAsync(IDataReport report, CancellationToken cancellation)
    {
        if (Wanted == DataSet.Synthetic)
            return SyntheticCifar.Create(Seed);

        if (Wanted == DataSet.FashionMnist)
            return LoadFashionMnist(Directory ?? FashionMnistFolder);

        if (Directory is not null)
            return CifarDirectory.Load(Directory, Manifest, cancellation);

        if (System.IO.Directory.Exists(Cache))
            return LoadCache(cancellation);

        try
        {
            return await DownloadAsync(report, cancellation);
        }
        catch (Exception e) when (IsUnreachable(e, cancellation))
        {
            report.Unreachable(Manifest.Archive, e.Message);
            return FashionMnist.IsIn(FashionMnistFolder) ? FashionMnist.Load(FashionMnistFolder) : SyntheticCifar.Create(Seed);
        }
    }

    private static CifarData LoadFashionMnist(string folder) => FashionMnist.IsIn(folder)
        ? FashionMnist.Load(folder)
        : throw new CifarException($"{Path.GetFullPath(folder)} does not hold Fashion-MNIST; on Debian: apt-get install dataset-fashion-mnist.");

    private CifarData LoadCache(CancellationToken cancellation)
    {
        try
        {
            return CifarDirectory.Load(Cache, Manifest, cancellation);
        }
        catch (CifarException e)
        {
            throw new CifarException($"{e.Message} Remove the folder {Cache} to have the data set downloaded again.", e);
        }
    }

    private async Task<CifarData> DownloadAsync(IDataReport report, CancellationToken cancellation)
    {
        using HttpMessageHandler handler = Handler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using IDownloadProgress progress = report.Downloading(Manifest.Archive, Manifest.ArchiveLength);
        return await new CifarDownload(http, Manifest).FetchAsync(Cache, progress, cancellation);
    }

    private static bool IsUnreachable(Exception e, CancellationToken cancellation) => e switch
    {
        HttpRequestException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };
}
