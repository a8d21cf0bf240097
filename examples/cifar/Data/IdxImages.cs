// IDX, the format of the MNIST family; numbers are big-endian, 32 bits.
//
//     images   0x00000803, count, rows, columns, then one byte a pixel   0: black (background), 255: white
//     labels   0x00000801, count, then one byte each                     0..9
//
// The network takes 3 x 32 x 32: two black pixels on each side of 28 x 28, and three equal planes.

using System.Buffers.Binary;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Strict decoding of grey images of 28 x 28 and their labels into the network's input.</summary>
internal static class IdxImages
{
    public const int Side = 28;
    public const int ImagesHeader = 16;
    public const int LabelsHeader = 8;

    private const int ImagesMagic = 0x803;
    private const int LabelsMagic = 0x801;
    private const int Border = (CifarRecords.Side - Side) / 2;
    private const int PlaneBytes = CifarRecords.Side * CifarRecords.Side;

    /// <param name="images">An images file, unpacked.</param>
    /// <param name="labels">The labels file that belongs to it, unpacked.</param>
    /// <param name="name">The images file, for the error messages.</param>
    /// <exception cref="CifarException">They are not such files, or their counts differ.</exception>
    public static ImageSet Decode(ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, string name)
    {
        int count = Count(images, ImagesMagic, ImagesHeader, Side * Side, name);
        if (Word(images, 2) != Side || Word(images, 3) != Side)
            throw new CifarException($"{name}: images of {Word(images, 2)} x {Word(images, 3)} pixels instead of {Side} x {Side}.");

        int labelled = Count(labels, LabelsMagic, LabelsHeader, 1, $"labels of {name}");
        if (labelled != count)
            throw new CifarException($"{name}: {count} images, but {labelled} labels.");

        ImageSet set = new(count);
        for (int i = 0; i < count; i++)
        {
            byte label = labels[LabelsHeader + i];
            if (label >= CifarRecords.Classes)
                throw new CifarException($"labels of {name}: label {i} is {label}, but labels end at {CifarRecords.Classes - 1}.");

            set.Labels[i] = label;
            Pad(images.Slice(ImagesHeader + (i * Side * Side), Side * Side), set.Pixels.AsSpan(i * CifarRecords.PixelBytes, CifarRecords.PixelBytes));
        }

        return set;
    }

    private static void Pad(ReadOnlySpan<byte> image, Span<byte> planes)
    {
        for (int row = 0; row < Side; row++)
            image.Slice(row * Side, Side).CopyTo(planes[(((row + Border) * CifarRecords.Side) + Border)..]);

        for (int channel = 1; channel < CifarRecords.Channels; channel++)
            planes[..PlaneBytes].CopyTo(planes[(channel * PlaneBytes)..]);
    }

    private static int Count(ReadOnlySpan<byte> content, int magic, int header, int itemBytes, string name)
    {
        if (content.Length < header || Word(content, 0) != magic)
            throw new CifarException($"{name}: not an IDX file that starts with {magic:x8}.");

        int count = Word(content, 1);
        return count > 0 && content.Length == header + ((long)count * itemBytes)
            ? count
            : throw new CifarException($"{name}: {content.Length} bytes do not hold a header of {header} and {count} items of {itemBytes}.");
    }

    private static int Word(ReadOnlySpan<byte> content, int index) => BinaryPrimitives.ReadInt32BigEndian(content[(4 * index)..]);
}
