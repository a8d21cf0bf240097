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

/// <summary>Which images a run trains on.</summary>
internal enum DataSet
{
    Cifar10,

    /// <summary>Articles of clothing, 28 x 28 in grey, padded to the network's input.</summary>
    FashionMnist,

    /// <summary>Made by code: figures from them say nothing about any real images.</summary>
    Synthetic,
}

internal static class DataSets
{
    /// <summary>The name for readers.</summary>
    public static string Title(this DataSet set) => set switch
    {
        DataSet.Cifar10 => "CIFAR-10",
        DataSet.FashionMnist => "Fashion-MNIST",
        DataSet.Synthetic => "SYNTHETIC images",
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "Unknown data set."),
    };

    /// <summary>The name, and that it is not what the network was made for where it is not.</summary>
    public static string FullTitle(this DataSet set) => set == DataSet.Cifar10 ? set.Title() : $"{set.Title()}, not CIFAR-10";

    /// <summary>What must not be missed about a run on other images than CIFAR-10's; null for CIFAR-10.</summary>
    public static string? Warning(this DataSet set) => set switch
    {
        DataSet.Cifar10 => null,
        DataSet.FashionMnist =>
            "FASHION-MNIST, NOT CIFAR-10: this run trains on 28 x 28 grey images of clothes, padded to 3 x 32 x 32. They are far easier to tell apart.",
        DataSet.Synthetic => "SYNTHETIC DATA: this run trains on images made by code. Its accuracy says nothing about CIFAR-10.",
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "Unknown data set."),
    };
}

/// <summary>Training set, test set and where they come from.</summary>
internal sealed record ImageData
{
    public required DataSet Set { get; init; }

    public required ImageSet Training { get; init; }

    public required ImageSet Test { get; init; }

    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>One line for the reader of the report.</summary>
    public required string Origin { get; init; }
}

/// <summary>Images as bytes: three planes of 32 x 32 each, one after another, and their labels.</summary>
internal sealed class ImageSet
{
    public ImageSet(int count)
    {
        Labels = new byte[count];
        Pixels = new byte[(long)count * CifarRecords.PixelBytes];
    }

    public int Count => Labels.Length;

    /// <summary>0..9, one per image.</summary>
    public byte[] Labels { get; }

    /// <summary>Shape [count, 3, 32, 32], row-major.</summary>
    public byte[] Pixels { get; }
}

/// <summary>Is told how the data set is obtained.</summary>
internal interface IDataReport
{
    /// <summary>Something starts that takes a while.</summary>
    void Step(string text);

    /// <summary>A download starts; the result ends the display when disposed.</summary>
    IDownloadProgress Downloading(Uri archive, long length);

    /// <summary>A data set cannot be had: another takes its place.</summary>
    void Unavailable(DataSet set, string reason);
}

/// <summary>Shows bytes received until disposed.</summary>
internal interface IDownloadProgress : IProgress<long>, IDisposable;

/// <summary>
/// A data set is not here and cannot be fetched: another may take its place. What is here and damaged is a plain
/// <see cref="CifarException"/>, and nothing takes its place.
/// </summary>
internal sealed class DataUnavailableException : CifarException
{
    public DataUnavailableException()
    {
    }

    public DataUnavailableException(string message)
        : base(message)
    {
    }

    public DataUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
