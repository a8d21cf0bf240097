// CIFAR-10, binary version (https://www.cs.toronto.edu/~kriz/cifar.html).
//
//     record  3073 bytes   1 label + 3 planes * 32 * 32
//     label   0..9
//     planes  red, green, blue; 32 rows of 32 bytes each

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Layout and strict decoding of the files' records.</summary>
internal static class CifarRecords
{
    public const int Side = 32;
    public const int Channels = 3;
    public const int Classes = 10;
    public const int PixelBytes = Channels * Side * Side;
    public const int RecordBytes = 1 + PixelBytes;

    /// <param name="content">Whole records.</param>
    /// <param name="name">The file, for the error message.</param>
    /// <exception cref="CifarException">Not a whole number of records, none at all, or a label above 9.</exception>
    public static ImageSet Decode(ReadOnlySpan<byte> content, string name)
    {
        if (content.IsEmpty || content.Length % RecordBytes != 0)
        {
            throw new CifarException(
                $"{name}: {content.Length} bytes are not a whole number of CIFAR-10 records of {RecordBytes} bytes; the file is short or of another format.");
        }

        var images = new ImageSet(content.Length / RecordBytes);
        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<byte> record = content.Slice(i * RecordBytes, RecordBytes);
            if (record[0] >= Classes)
                throw new CifarException($"{name}: record {i} has label {record[0]}, but labels end at {Classes - 1}; the file is corrupt.");

            images.Labels[i] = record[0];
            record[1..].CopyTo(images.Pixels.AsSpan(i * PixelBytes));
        }

        return images;
    }
}
