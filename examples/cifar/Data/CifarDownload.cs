using System.IO.Compression;
using System.Security.Cryptography;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Fetches and unpacks the official archive, with an end to every wait.</summary>
internal sealed class CifarDownload(HttpClient http, CifarManifest manifest, TimeSpan patience)
{
    /// <param name="work">An empty folder.</param>
    /// <param name="progress">Bytes received so far.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <returns>The folder in <paramref name="work"/> with the files, all of them verified.</returns>
    /// <exception cref="DataUnavailableException">The archive cannot be reached, or what came is not the official one.</exception>
    public async Task<string> FetchAsync(string work, IProgress<long> progress, CancellationToken cancellation)
    {
        string archive = Path.Combine(work, "archive.tar.gz");
        string folder = Path.Combine(work, manifest.Folder);
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await SaveAsync(archive, progress, silence);
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable($"no answer for {patience.TotalSeconds:0.#} seconds", e);
        }

        try
        {
            Directory.CreateDirectory(folder);
            await using FileStream file = File.OpenRead(archive);
            await using GZipStream unzipped = new(file, CompressionMode.Decompress);
            await CifarTar.ExtractAsync(unzipped, folder, manifest, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw Other(e.Message);
        }

        CifarDirectory.Load(folder, manifest, cancellation);
        return folder;
    }

    private async Task SaveAsync(string path, IProgress<long> progress, CancellationTokenSource silence)
    {
        silence.CancelAfter(patience);
        using HttpResponseMessage response = await http.GetAsync(manifest.Archive, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        await using Stream body = await response.Content.ReadAsStreamAsync(silence.Token);
        await using FileStream file = File.Create(path);

        // The publisher gives MD5 only. It catches damage early; what counts is the SHA-256 of every unpacked file.
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[128 * 1024];
        long received = 0;
        int read;
        while ((read = await ReadAsync(body, buffer, silence)) > 0)
        {
            received += read;
            if (received > manifest.ArchiveLength)
                throw Other($"it is longer than {manifest.ArchiveLength} bytes");

            md5.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), silence.Token);
            progress.Report(received);
        }

        string sum = Convert.ToHexStringLower(md5.GetHashAndReset());
        if (received != manifest.ArchiveLength || sum != manifest.ArchiveMd5)
            throw Other($"{received} bytes with MD5 {sum} instead of {manifest.ArchiveLength} with {manifest.ArchiveMd5}");
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationTokenSource silence)
    {
        silence.CancelAfter(patience);
        try
        {
            return await body.ReadAsync(buffer, silence.Token);
        }
        catch (IOException e)
        {
            throw Unreachable(e.Message, e);
        }
        finally
        {
            // Writing to a slow disk is not silence.
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private DataUnavailableException Unreachable(string reason, Exception cause) =>
        new($"{manifest.Archive} cannot be reached ({reason.TrimEnd('.')}).", cause);

    private DataUnavailableException Other(string reason) =>
        new($"What {manifest.Archive} gave is not the official archive ({reason}); nothing of it was kept.");
}
