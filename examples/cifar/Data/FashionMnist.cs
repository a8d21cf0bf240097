// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017) as its publisher's four files, which Debian ships in dataset-fashion-mnist.
//
//     images   idx3: 0x00000803, count, 28, 28 as big-endian 32-bit numbers, then one byte a pixel; 60,000 and 10,000 of them
//     labels   idx1: 0x00000801, count, then one byte each, 0..9
//     input    two black pixels on each side make 32 x 32; the three planes are the same

using System.Buffers.Binary;
using System.IO.Compression;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Reads Fashion-MNIST from a folder into the network's input.</summary>
internal static class FashionMnist
{
    private const int Side = 28;
    private const int Border = (CifarRecords.Side - Side) / 2;
    private const int PlaneBytes = CifarRecords.Side * CifarRecords.Side;

    /// <summary>Where Debian's package puts the files.</summary>
    public const string SystemFolder = "/usr/share/datasets/fashion-mnist";

    private static readonly (CifarFile Images, CifarFile Labels) _training = (
        new("train-images-idx3-ubyte.gz", 26_421_856, "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7"),
        new("train-labels-idx1-ubyte.gz", 29_491, "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056"));

    private static readonly (CifarFile Images, CifarFile Labels) _test = (
        new("t10k-images-idx3-ubyte.gz", 4_422_079, "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa"),
        new("t10k-labels-idx1-ubyte.gz", 5_125, "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05"));

    private static readonly string[] _classNames =
        ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>Whether the folder has the files.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, _test.Images.Name));

    /// <exception cref="CifarException">A file is missing, unreadable or not the official one.</exception>
    public static CifarData Load(string folder) => new()
    {
        Set = DataSet.FashionMnist,
        Training = Read(folder, _training),
        Test = Read(folder, _test),
        ClassNames = _classNames,
        Origin = $"Fashion-MNIST, {folder}",
    };

    /// <summary>Images and labels of two unpacked files, as the network takes them.</summary>
    /// <exception cref="CifarException">Not such files, or their counts differ; the message says which.</exception>
    public static ImageSet Decode(ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, string name)
    {
        int count = Count(images, 0x0803, 16, Side * Side, name);
        if (BinaryPrimitives.ReadInt32BigEndian(images[8..]) != Side || BinaryPrimitives.ReadInt32BigEndian(images[12..]) != Side)
            throw new CifarException($"{name}: its images are not of {Side} x {Side} pixels.");
        int labelled = Count(labels, 0x0801, 8, 1, name);
        if (count != labelled)
            throw new CifarException($"{name}: {count} images, but {labelled} labels.");

        ImageSet set = new(count);
        for (int i = 0; i < count; i++)
        {
            byte label = labels[8 + i];
            set.Labels[i] = label < CifarRecords.Classes ? label : throw new CifarException($"{name}: label {i} is {label}, above 9.");
            Span<byte> planes = set.Pixels.AsSpan(i * CifarRecords.PixelBytes, CifarRecords.PixelBytes);
            for (int row = 0; row < Side; row++)
                images.Slice(16 + (((i * Side) + row) * Side), Side).CopyTo(planes[(((row + Border) * CifarRecords.Side) + Border)..]);
            for (int channel = 1; channel < CifarRecords.Channels; channel++)
                planes[..PlaneBytes].CopyTo(planes[(channel * PlaneBytes)..]);
        }

        return set;
    }

    private static int Count(ReadOnlySpan<byte> content, int magic, int header, int itemBytes, string name)
    {
        if (content.Length < header || BinaryPrimitives.ReadInt32BigEndian(content) != magic)
            throw new CifarException($"{name}: not an IDX file of kind {magic:x4}.");
        int count = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
        return count > 0 && content.Length == header + ((long)count * itemBytes)
            ? count
            : throw new CifarException($"{name}: {content.Length} bytes do not hold {count} items of {itemBytes} bytes each.");
    }

    private static ImageSet Read(string folder, (CifarFile Images, CifarFile Labels) files) => Decode(
        Unpack(CifarDirectory.Read(folder, files.Images)), Unpack(CifarDirectory.Read(folder, files.Labels)), Path.Combine(folder, files.Images.Name));

    private static byte[] Unpack(byte[] content)
    {
        using GZipStream stream = new(new MemoryStream(content), CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
