namespace Dpsa.Examples.Cifar.Data;

/// <summary>Images as bytes: three planes of 32 x 32 each, one after another, and their labels.</summary>
internal sealed class ImageSet
{
    public ImageSet(int count)
    {
        Labels = new byte[count];
        Pixels = new byte[(long)count * CifarRecords.PixelBytes];
    }

    public int Count => Labels.Length;

    /// <summary>0..9, one per image.</summary>
    public byte[] Labels { get; }

    /// <summary>Shape [count, 3, 32, 32], row-major.</summary>
    public byte[] Pixels { get; }
}
