using System.Text;

namespace Dpsa.Examples.Cifar.Data;

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
