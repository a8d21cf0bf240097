using System.IO.Compression;
using System.Security.Cryptography;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>A file of a data set and what it must be.</summary>
/// <param name="Name">Its name in the data set's folder.</param>
/// <param name="Length">Bytes of its content: unpacked, where the file is packed.</param>
/// <param name="Sha256">Of its content, in lower case.</param>
internal sealed record DataFile(string Name, long Length, string Sha256)
{
    private const string Advice = "replace it by the official one.";

    /// <exception cref="CifarException">It is missing, unreadable, short or corrupt; the message names it.</exception>
    public byte[] Read(string folder) => Read(folder, file => file);

    /// <summary>As <see cref="Read(string)"/>, from a file packed by gzip.</summary>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public byte[] ReadPacked(string folder) => Read(folder, file => new GZipStream(file, CompressionMode.Decompress));

    private byte[] Read(string folder, Func<Stream, Stream> open)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new CifarException($"{path}: missing; the other files of the data set are there.");

        byte[] content = new byte[Length + 1];
        int read;
        try
        {
            using FileStream file = File.OpenRead(path);
            using Stream stream = open(file);
            read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CifarException($"{path}: cannot be read ({e.Message.TrimEnd('.')}); {Advice}", e);
        }

        if (read != Length)
            throw new CifarException($"{path}: {(read > Length ? "more" : read)} bytes instead of {Length}; {Advice}");

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, read)));
        return sha256 == Sha256
            ? content[..read]
            : throw new CifarException($"{path}: SHA-256 is {sha256} instead of {Sha256}: the file is corrupt; {Advice}");
    }
}

/// <summary>A data set in a folder of the checkout, made at the first run.</summary>
internal static class DataCache
{
    /// <param name="folder">The folder.</param>
    /// <param name="fill">Makes it where it is missing: see <see cref="AtomicFolder.MakeAsync"/>.</param>
    /// <param name="load">Reads and verifies it.</param>
    /// <param name="report">Told what is going on.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="CifarException">What is in it is damaged, or it cannot be made.</exception>
    public static async Task<ImageData> LoadAsync(
        string folder, Func<string, Task<string>> fill, Func<string, ImageData> load, IDataReport report, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            await AtomicFolder.MakeAsync(folder, fill, report, cancellation);

        try
        {
            return load(folder);
        }
        catch (CifarException e)
        {
            throw new CifarException($"{e.Message} Remove the folder {folder} to have it made again.", e);
        }
    }
}

/// <summary>Makes a folder whole or not at all, and once, however many processes want it at the same time.</summary>
internal static class AtomicFolder
{
    /// <param name="target">The folder; appears once it is complete. Nothing is done where it exists.</param>
    /// <param name="fill">Gets an empty folder to work in, which is removed afterwards; returns the folder in it that becomes the target.</param>
    /// <param name="report">Told where another process is at it.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <exception cref="CifarException">It cannot be made: no space, no permission.</exception>
    public static async Task MakeAsync(string target, Func<string, Task<string>> fill, IDataReport report, CancellationToken cancellation)
    {
        string work = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using FileStream turn = await FileLock.TakeAsync(
                $"{target}.lock", () => report.Step($"waiting for another run, which is making {target}"), cancellation);
            if (Directory.Exists(target))
                return;

            try
            {
                Directory.CreateDirectory(work);
                Directory.Move(await fill(work), target);
            }
            finally
            {
                if (Directory.Exists(work))
                    Directory.Delete(work, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CifarException($"{target} cannot be made: {e.Message}", e);
        }
    }
}

/// <summary>A file that one process holds at a time; the system gives it up when the process ends, however it ends.</summary>
internal static class FileLock
{
    private const int AgainOnLinux = 11;
    private const int AgainOnMacOS = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <returns>The lock, which the caller disposes; null where another holds it.</returns>
    /// <param name="path">A file of its own; it is removed with the lock. Its folder exists.</param>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e.HResult is AgainOnLinux or AgainOnMacOS or SharingViolationOnWindows)
        {
            return null;
        }
    }

    /// <summary>As <see cref="TryTake"/>, but waits for its turn.</summary>
    /// <param name="path">As there.</param>
    /// <param name="waiting">Called once before it waits.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<FileStream> TakeAsync(string path, Action waiting, CancellationToken cancellation)
    {
        if (TryTake(path) is { } free)
            return free;

        waiting();
        while (true)
        {
            await Task.Delay(Pause, cancellation);
            if (TryTake(path) is { } taken)
                return taken;
        }
    }
}
