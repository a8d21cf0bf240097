namespace Dpsa.Examples.Cifar.Data;

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
