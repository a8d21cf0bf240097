using System.Formats.Tar;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Takes the data set's files, and nothing else, out of a tar archive.</summary>
internal static class CifarTar
{
    /// <param name="stream">The unpacked archive.</param>
    /// <param name="folder">Exists; gets the files.</param>
    /// <param name="manifest">Which files.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidDataException">Not a tar archive, or a file of another length in it.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static async Task ExtractAsync(Stream stream, string folder, CifarManifest manifest, CancellationToken cancellation)
    {
        await using TarReader tar = new(stream, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            DataFile? wanted = manifest.Files.FirstOrDefault(f => entry.Name == $"{manifest.Folder}/{f.Name}");
            if (wanted is null || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;

            if (entry.Length != wanted.Length)
                throw new InvalidDataException($"{entry.Name} has {entry.Length} bytes instead of {wanted.Length}.");

            await entry.ExtractToFileAsync(Path.Combine(folder, wanted.Name), overwrite: false, cancellation);
        }
    }
}
