namespace Dpsa.Examples.Cifar.Data;

/// <summary>Decides where the images come from: a given folder, the data set that was asked for, or the best that can be had.</summary>
internal sealed class DataSource
{
    /// <summary>Nothing else is taken; null for CIFAR-10, else Fashion-MNIST, else synthetic images.</summary>
    public DataSet? Wanted { get; init; }

    /// <summary>Folder given by the user, with CIFAR-10's files unless Fashion-MNIST is wanted; nothing else is tried then.</summary>
    public string? Folder { get; init; }

    public required long Seed { get; init; }

    public CifarSource Cifar { get; init; } = new();

    public FashionMnistSource FashionMnist { get; init; } = new();

    /// <param name="report">Told what is going on.</param>
    /// <param name="cancellation">Stops reading and fetching.</param>
    /// <exception cref="CifarException">The files that should be used are missing, damaged or not to be had.</exception>
    public async Task<ImageData> LoadAsync(IDataReport report, CancellationToken cancellation)
    {
        if (Folder is not null)
        {
            return Wanted == DataSet.FashionMnist
                ? FashionMnistDirectory.Load(Folder, FashionMnist.Manifest, cancellation)
                : CifarDirectory.Load(Folder, Cifar.Manifest, cancellation);
        }

        return Wanted is { } set
            ? await LoadAsync(set, report, cancellation)
            : await LoadBestAsync(report, cancellation);
    }

    private async Task<ImageData> LoadBestAsync(IDataReport report, CancellationToken cancellation)
    {
        foreach (DataSet set in new[] { DataSet.Cifar10, DataSet.FashionMnist })
        {
            try
            {
                return await LoadAsync(set, report, cancellation);
            }
            catch (DataUnavailableException e)
            {
                report.Unavailable(set, e.Message);
            }
        }

        return SyntheticImages.Create(Seed);
    }

    private async Task<ImageData> LoadAsync(DataSet set, IDataReport report, CancellationToken cancellation) => set switch
    {
        DataSet.Cifar10 => await Cifar.LoadAsync(report, cancellation),
        DataSet.FashionMnist => await FashionMnist.LoadAsync(report, cancellation),
        DataSet.Synthetic => SyntheticImages.Create(Seed),
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "Unknown data set."),
    };
}
