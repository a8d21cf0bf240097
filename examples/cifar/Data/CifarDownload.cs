using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Fetches the official archive and unpacks it; the target folder appears only once everything in it is verified.</summary>
internal sealed class CifarDownload(HttpClient http, CifarManifest manifest)
{
    /// <param name="target">The folder to make; must not exist.</param>
    /// <param name="progress">Bytes received so far.</param>
    /// <param name="cancellation">Stops the download; nothing is left behind.</param>
    /// <exception cref="HttpRequestException">The archive cannot be reached.</exception>
    /// <exception cref="CifarException">What came is not the official archive, or it cannot be stored.</exception>
    public async Task<CifarData> FetchAsync(string target, IProgress<long> progress, CancellationToken cancellation)
    {
        string work = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(work);
            string archive = Path.Combine(work, "archive.tar.gz");
            await SaveAsync(archive, progress, cancellation);
            string folder = Path.Combine(work, manifest.Folder);
            await ExtractAsync(archive, folder, cancellation);
            CifarDirectory.Load(folder, manifest, cancellation);
            Directory.Move(folder, target);
            return CifarDirectory.Load(target, manifest, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CifarException($"{manifest.Archive} could not be fetched into {target}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    private async Task SaveAsync(string path, IProgress<long> progress, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.GetAsync(manifest.Archive, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        await using FileStream file = File.Create(path);

        // The publisher gives MD5 only. It catches damage early; what counts is the SHA-256 of every unpacked file.
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[128 * 1024];
        long received = 0;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            received += read;
            if (received > manifest.ArchiveLength)
                throw new CifarException($"{manifest.Archive} is longer than {manifest.ArchiveLength} bytes; this is not the official archive.");

            md5.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress.Report(received);
        }

        string sum = Convert.ToHexStringLower(md5.GetHashAndReset());
        if (received != manifest.ArchiveLength || sum != manifest.ArchiveMd5)
        {
            throw new CifarException(
                $"{manifest.Archive}: got {received} bytes with MD5 {sum} instead of {manifest.ArchiveLength} with {manifest.ArchiveMd5}; nothing was kept.");
        }
    }

    private async Task ExtractAsync(string archive, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await using FileStream file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            CifarFile? wanted = manifest.Files.FirstOrDefault(f => entry.Name == $"{manifest.Folder}/{f.Name}");
            if (wanted is null || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;

            if (entry.Length != wanted.Length)
                throw new CifarException($"{manifest.Archive}: {entry.Name} has {entry.Length} bytes instead of {wanted.Length}.");

            await entry.ExtractToFileAsync(Path.Combine(folder, wanted.Name), overwrite: false, cancellation);
        }
    }
}
