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
