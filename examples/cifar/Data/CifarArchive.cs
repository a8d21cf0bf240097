namespace Dpsa.Examples.Cifar.Data;

/// <summary>CIFAR-10 as an archive packed by xz, which lies beside the checkout.</summary>
internal static class CifarArchive
{
    private const string Unpacker = "xz";

    /// <param name="archive">The file.</param>
    /// <param name="work">An empty folder.</param>
    /// <param name="manifest">What the archive must hold.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The folder in <paramref name="work"/> with the files, all of them verified.</returns>
    /// <exception cref="CifarException">There is no xz, or the archive is not what it should be.</exception>
    public static async Task<string> UnpackAsync(string archive, string work, CifarManifest manifest, CancellationToken cancellation)
    {
        if (!ExternalProgram.IsInstalled(Unpacker))
            throw new CifarException($"{Unpacker}, which unpacks {archive}, is not installed (apt-get install xz-utils); or unpack it elsewhere and use --data DIR.");

        string folder = Path.Combine(work, manifest.Folder);
        Directory.CreateDirectory(folder);
        try
        {
            string? failure = await ExternalProgram.RunAsync(
                Unpacker, ["--decompress", "--stdout", archive], work, stream => CifarTar.ExtractAsync(stream, folder, manifest, cancellation), cancellation);
            if (failure is not null)
                throw new InvalidDataException(failure);

            CifarDirectory.Load(folder, manifest, cancellation);
            return folder;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(archive, e.Message, e);
        }
        catch (CifarException e)
        {
            throw Damaged(archive, e.Message.Replace(folder, manifest.Folder, StringComparison.Ordinal), e);
        }
    }

    private static CifarException Damaged(string archive, string reason, Exception cause) =>
        new($"{archive} is damaged ({reason.TrimEnd('.')}); replace it or remove it.", cause);
}
