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
        var images = new ImageSet(Count(content.Length, name));
        Decode(content, name, images, 0);
        return images;
    }

    /// <summary>As the other overload, into a set that has room, from image <paramref name="start"/>.</summary>
    public static void Decode(ReadOnlySpan<byte> content, string name, ImageSet images, int start)
    {
        int count = Count(content.Length, name);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> record = content.Slice(i * RecordBytes, RecordBytes);
            if (record[0] >= Classes)
                throw new CifarException($"{name}: record {i} has label {record[0]}, but labels end at {Classes - 1}; the file is corrupt.");

            images.Labels[start + i] = record[0];
            record[1..].CopyTo(images.Pixels.AsSpan((start + i) * PixelBytes));
        }
    }

    /// <summary>Number of records in a file of a length.</summary>
    /// <exception cref="CifarException">Not a whole number of records, or none at all.</exception>
    public static int Count(long length, string name) => length > 0 && length % RecordBytes == 0
        ? (int)(length / RecordBytes)
        : throw new CifarException(
            $"{name}: {length} bytes are not a whole number of CIFAR-10 records of {RecordBytes} bytes; the file is short or of another format.");
}
