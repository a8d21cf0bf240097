// The official CIFAR-10 binary archive (https://www.cs.toronto.edu/~kriz/cifar.html) and the files in it.
//
//     archive     170,052,171 bytes, MD5 as its publisher states it
//     data files   30,730,000 bytes  10,000 records of 3073 bytes

using System.Text;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Names, sizes and checksums of a data set in the binary format.</summary>
internal sealed record CifarManifest
{
    private const long BatchBytes = 10_000L * CifarRecords.RecordBytes;

    public static CifarManifest Official { get; } = new()
    {
        Archive = new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
        ArchiveLength = 170_052_171,
        ArchiveMd5 = "c32a1d4ab5d03f1284b67883e8d87530",
        Folder = "cifar-10-batches-bin",
        ClassNames = new("batches.meta.txt", 61, "558e74b5e208382e186da55784b4bac2cd52e558448e1b5800990fdb28ed8033"),
        Training =
        [
            new("data_batch_1.bin", BatchBytes, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            new("data_batch_2.bin", BatchBytes, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            new("data_batch_3.bin", BatchBytes, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            new("data_batch_4.bin", BatchBytes, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            new("data_batch_5.bin", BatchBytes, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
        ],
        Test = new("test_batch.bin", BatchBytes, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
    };

    public required Uri Archive { get; init; }

    public required long ArchiveLength { get; init; }

    public required string ArchiveMd5 { get; init; }

    /// <summary>The folder in which the archive's files lie.</summary>
    public required string Folder { get; init; }

    public required DataFile ClassNames { get; init; }

    public required IReadOnlyList<DataFile> Training { get; init; }

    public required DataFile Test { get; init; }

    public IEnumerable<DataFile> Files => [ClassNames, .. Training, Test];
}

// CIFAR-10, binary version (https://www.cs.toronto.edu/~kriz/cifar.html).
//
//     record  3073 bytes   1 label + 3 planes * 32 * 32
//     label   0..9
//     planes  red, green, blue; 32 rows of 32 bytes each

/// <summary>Layout and strict decoding of the files' records.</summary>
internal static class CifarRecords
{
    public const int Side = 32;
    public const int Channels = 3;
    public const int Classes = 10;
    public const int PixelBytes = Channels * Side * Side;
    public const int RecordBytes = 1 + PixelBytes;

    /// <param name="content">Whole records.</param>
    /// <param name="name">The file, for the error message.</param>
    /// <exception cref="CifarException">Not a whole number of records, none at all, or a label above 9.</exception>
    public static ImageSet Decode(ReadOnlySpan<byte> content, string name)
    {
        var images = new ImageSet(Count(content.Length, name));
        Decode(content, name, images, 0);
        return images;
    }

    /// <summary>As the other overload, into a set that has room, from image <paramref name="start"/>.</summary>
    public static void Decode(ReadOnlySpan<byte> content, string name, ImageSet images, int start)
    {
        int count = Count(content.Length, name);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> record = content.Slice(i * RecordBytes, RecordBytes);
            if (record[0] >= Classes)
                throw new CifarException($"{name}: record {i} has label {record[0]}, but labels end at {Classes - 1}; the file is corrupt.");

            images.Labels[start + i] = record[0];
            record[1..].CopyTo(images.Pixels.AsSpan((start + i) * PixelBytes));
        }
    }

    /// <summary>Number of records in a file of a length.</summary>
    /// <exception cref="CifarException">Not a whole number of records, or none at all.</exception>
    public static int Count(long length, string name) => length > 0 && length % RecordBytes == 0
        ? (int)(length / RecordBytes)
        : throw new CifarException(
            $"{name}: {length} bytes are not a whole number of CIFAR-10 records of {RecordBytes} bytes; the file is short or of another format.");
}

/// <summary>Reads the data set from a folder; nothing is used that does not have the manifest's size and checksum.</summary>
internal static class CifarDirectory
{
    /// <returns>The folder that holds the files: <paramref name="directory"/> or the archive's folder in it; null where neither does.</returns>
    public static string? Find(string directory, CifarManifest manifest)
    {
        string[] candidates = [directory, Path.Combine(directory, manifest.Folder)];
        return candidates.FirstOrDefault(c => manifest.Files.Any(f => File.Exists(Path.Combine(c, f.Name))));
    }

    /// <exception cref="CifarException">A file is missing, unreadable, short or corrupt; the message names it.</exception>
    public static ImageData Load(string directory, CifarManifest manifest, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(directory))
            throw new CifarException($"{directory} is not a folder: it should hold CIFAR-10's binary version ({manifest.Test.Name} and others).");

        string folder = Find(directory, manifest) ?? throw new CifarException(
            $"{directory} holds none of the files of CIFAR-10's binary version ({manifest.Test.Name} and others), nor does {manifest.Folder} in it.");

        string[] classNames = ParseClassNames(manifest.ClassNames.Read(folder), Path.Combine(folder, manifest.ClassNames.Name));
        return new ImageData
        {
            Set = DataSet.Cifar10,
            Training = ReadImages(folder, manifest.Training, cancellation),
            Test = ReadImages(folder, [manifest.Test], cancellation),
            ClassNames = classNames,
            Origin = $"CIFAR-10, {folder}",
        };
    }

    private static ImageSet ReadImages(string folder, IReadOnlyList<DataFile> files, CancellationToken cancellation)
    {
        int[] starts = new int[files.Count + 1];
        for (int i = 0; i < files.Count; i++)
            starts[i + 1] = starts[i] + CifarRecords.Count(files[i].Length, files[i].Name);

        var images = new ImageSet(starts[^1]);
        try
        {
            Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
                CifarRecords.Decode(files[i].Read(folder), Path.Combine(folder, files[i].Name), images, starts[i]));
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is CifarException)
        {
            throw new CifarException(e.InnerExceptions[0].Message, e);
        }

        return images;
    }

    private static string[] ParseClassNames(byte[] content, string path)
    {
        string[] names = Encoding.ASCII.GetString(content)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == CifarRecords.Classes
            ? names
            : throw new CifarException($"{path}: {names.Length} class names instead of {CifarRecords.Classes}.");
    }
}
