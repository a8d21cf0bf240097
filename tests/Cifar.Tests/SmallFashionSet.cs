using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

/// <summary>Fashion-MNIST's four files with a few images, and the manifest that describes them.</summary>
internal sealed class SmallFashionSet
{
    public const int TrainingImages = 12;
    public const int TestImages = 4;

    private readonly Dictionary<string, byte[]> _contents = [];

    public SmallFashionSet()
    {
        FashionMnistManifest official = FashionMnistManifest.Official;
        _contents[official.TrainingImages.Name] = Images(TrainingImages);
        _contents[official.TrainingLabels.Name] = Labels(TrainingImages);
        _contents[official.TestImages.Name] = Images(TestImages);
        _contents[official.TestLabels.Name] = Labels(TestImages);
        Manifest = new FashionMnistManifest
        {
            TrainingImages = Describe(official.TrainingImages),
            TrainingLabels = Describe(official.TrainingLabels),
            TestImages = Describe(official.TestImages),
            TestLabels = Describe(official.TestLabels),
        };
    }

    public FashionMnistManifest Manifest { get; }

    /// <summary>Pixel (row, column) of image i is (i + 28 row + column) mod 251, plus 1.</summary>
    public static byte[] Images(int count)
    {
        byte[] content = new byte[16 + (count * 784)];
        Head(content, [0x803, count, 28, 28]);
        for (int i = 0; i < count * 784; i++)
            content[16 + i] = (byte)((((i / 784) + (i % 784)) % 251) + 1);

        return content;
    }

    /// <summary>Label of image i is 3 i mod 10.</summary>
    public static byte[] Labels(int count)
    {
        byte[] content = new byte[8 + count];
        Head(content, [0x801, count]);
        for (int i = 0; i < count; i++)
            content[8 + i] = (byte)(3 * i % 10);

        return content;
    }

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in _contents)
        {
            using GZipStream stream = new(File.Create(Path.Combine(folder, name)), CompressionLevel.Fastest);
            stream.Write(content);
        }
    }

    private static void Head(byte[] content, int[] words)
    {
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4 * i), words[i]);
    }

    private DataFile Describe(DataFile file) =>
        new(file.Name, _contents[file.Name].Length, Convert.ToHexStringLower(SHA256.HashData(_contents[file.Name])));
}
