using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>CIFAR-10: kept from an earlier run, in the archive beside the checkout, or downloaded.</summary>
internal sealed class CifarSource
{
    /// <summary>Longest wait for a connection, for an answer, and for the next bytes of it.</summary>
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>Where the unpacked files are kept.</summary>
    public string Cache { get; init; } = RepositoryPaths.CifarCache;

    public string Archive { get; init; } = RepositoryPaths.SharedArchive;

    public CifarManifest Manifest { get; init; } = CifarManifest.Official;

    /// <summary>Replaces the network in tests.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <exception cref="DataUnavailableException">The files are not here and cannot be fetched.</exception>
    /// <exception cref="CifarException">What is here is damaged, or cannot be unpacked or stored.</exception>
    public Task<ImageData> LoadAsync(IDataReport report, CancellationToken cancellation) => DataCache.LoadAsync(
        Cache,
        work => File.Exists(Archive) ? UnpackAsync(work, report, cancellation) : DownloadAsync(work, report, cancellation),
        folder => CifarDirectory.Load(folder, Manifest, cancellation),
        report,
        cancellation);

    private Task<string> UnpackAsync(string work, IDataReport report, CancellationToken cancellation)
    {
        report.Step($"unpacking {Archive} (once)");
        return CifarArchive.UnpackAsync(Archive, work, Manifest, cancellation);
    }

    private async Task<string> DownloadAsync(string work, IDataReport report, CancellationToken cancellation)
    {
        using HttpMessageHandler handler = Handler ?? new SocketsHttpHandler { ConnectTimeout = Patience };
        using HttpClient http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using IDownloadProgress progress = report.Downloading(Manifest.Archive, Manifest.ArchiveLength);
        return await new CifarDownload(http, Manifest, Patience).FetchAsync(work, progress, cancellation);
    }
}

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
