using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

/// <summary>Five training files and a test file of three records each, with the manifest that describes them.</summary>
internal sealed class SmallDataSet
{
    public const int RecordsPerFile = 3;

    private readonly Dictionary<string, byte[]> _contents = [];

    public SmallDataSet()
    {
        CifarManifest official = CifarManifest.Official;
        int seed = 0;
        foreach (DataFile file in official.Training.Append(official.Test))
            _contents[file.Name] = Records(seed++);

        _contents[official.ClassNames.Name] = Encoding.ASCII.GetBytes("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        Archive = MakeArchive(official.Folder);
        Manifest = official with
        {
            ArchiveLength = Archive.Length,
            ArchiveMd5 = Md5(Archive),
            ClassNames = Describe(official.ClassNames),
            Training = [.. official.Training.Select(Describe)],
            Test = Describe(official.Test),
        };
    }

    public CifarManifest Manifest { get; }

    public byte[] Archive { get; }

    public byte[] this[string name] => _contents[name];

    /// <summary>Record i of file s has label (s + i) mod 10 and pixels (s + i + position) mod 256.</summary>
    public static byte[] Records(int seed)
    {
        byte[] content = new byte[RecordsPerFile * CifarRecords.RecordBytes];
        for (int i = 0; i < RecordsPerFile; i++)
        {
            Span<byte> record = content.AsSpan(i * CifarRecords.RecordBytes, CifarRecords.RecordBytes);
            record[0] = (byte)((seed + i) % 10);
            for (int p = 1; p < record.Length; p++)
                record[p] = (byte)(seed + i + p - 1);
        }

        return content;
    }

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in _contents)
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }

    private static string Md5(byte[] content)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(content);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    private DataFile Describe(DataFile file) =>
        new(file.Name, _contents[file.Name].Length, Convert.ToHexStringLower(SHA256.HashData(_contents[file.Name])));

    private byte[] MakeArchive(string folder)
    {
        using MemoryStream archive = new();
        using (GZipStream zip = new(archive, CompressionLevel.Fastest))
        using (TarWriter tar = new(zip, TarEntryFormat.Ustar))
        {
            foreach ((string name, byte[] content) in _contents.Append(new("readme.html", "<html/>"u8.ToArray())))
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{folder}/{name}") { DataStream = new MemoryStream(content) });
        }

        return archive.ToArray();
    }
}
