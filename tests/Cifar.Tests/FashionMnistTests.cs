using System.Buffers.Binary;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class FashionMnistTests : IDisposable
{
    private readonly SmallFashionSet _set = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pads_each_image_by_two_black_pixels_in_three_equal_planes()
    {
        ImageSet images = IdxImages.Decode(SmallFashionSet.Images(3), SmallFashionSet.Labels(3), "made");

        images.Labels.ShouldBe([0, 3, 6]);
        for (int i = 0; i < 3 * 3072; i++)
        {
            (int image, int row, int column) = (i / 3072, (i % 1024 / 32) - 2, (i % 32) - 2);
            bool inside = row is >= 0 and < 28 && column is >= 0 and < 28;
            images.Pixels[i].ShouldBe(inside ? (byte)(((image + (28 * row) + column) % 251) + 1) : (byte)0);
        }
    }

    [Theory]
    [InlineData(0, 0x801)] // magic of a labels file
    [InlineData(4, 2)] // fewer than there are
    [InlineData(4, 4)]
    [InlineData(4, -1)]
    [InlineData(8, 27)]
    [InlineData(12, 32)]
    public void Refuses_an_images_file_whose_header_does_not_fit(int position, int word)
    {
        byte[] images = SmallFashionSet.Images(3);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(position), word);
        Should.Throw<CifarException>(() => IdxImages.Decode(images, SmallFashionSet.Labels(3), "made")).Message.ShouldStartWith("made: ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16 + 783)]
    public void Refuses_an_images_file_that_is_short(int length) =>
        Should.Throw<CifarException>(() => IdxImages.Decode(SmallFashionSet.Images(1).AsSpan(0, length), SmallFashionSet.Labels(1), "made"));

    [Fact]
    public void Refuses_trailing_bytes() =>
        Should.Throw<CifarException>(() => IdxImages.Decode([.. SmallFashionSet.Images(1), 0], SmallFashionSet.Labels(1), "made"));

    [Fact]
    public void Refuses_labels_of_another_count_or_above_nine()
    {
        Should.Throw<CifarException>(() => IdxImages.Decode(SmallFashionSet.Images(3), SmallFashionSet.Labels(2), "made"))
            .Message.ShouldBe("made: 3 images, but 2 labels.");
        byte[] labels = SmallFashionSet.Labels(3);
        labels[9] = 10;
        Should.Throw<CifarException>(() => IdxImages.Decode(SmallFashionSet.Images(3), labels, "made")).Message.ShouldContain("label 1 is 10");
    }

    [Fact]
    public void Reads_the_packed_files()
    {
        _set.WriteTo(_folder.Location);

        ImageData data = FashionMnistDirectory.Load(_folder.Location, _set.Manifest);

        (data.Set, data.Training.Count, data.Test.Count).ShouldBe((DataSet.FashionMnist, SmallFashionSet.TrainingImages, SmallFashionSet.TestImages));
        data.ClassNames.Count.ShouldBe(10);
        data.Test.Labels.ShouldBe([0, 3, 6, 9]);
    }

    [Fact]
    public void Names_the_file_that_is_missing_packed_otherwise_or_another()
    {
        _set.WriteTo(_folder.Location);
        string file = _folder.File(_set.Manifest.TestImages.Name);

        File.WriteAllBytes(file, SmallFashionSet.Images(SmallFashionSet.TestImages));
        Error().ShouldStartWith($"{file}: cannot be read");

        File.Delete(file);
        Error().ShouldStartWith($"{file}: missing");

        File.Copy(_folder.File(_set.Manifest.TrainingImages.Name), file);
        Error().ShouldStartWith($"{file}: more bytes instead of");

        _set.WriteTo(_folder.Location);
        FashionMnistManifest other = _set.Manifest with { TestImages = _set.Manifest.TestImages with { Sha256 = new string('0', 64) } };
        Should.Throw<CifarException>(() => FashionMnistDirectory.Load(_folder.Location, other)).Message.ShouldStartWith($"{file}: SHA-256 is ");

        string Error() => Should.Throw<CifarException>(() => FashionMnistDirectory.Load(_folder.Location, _set.Manifest)).Message;
    }

    [Fact]
    public void Says_that_a_folder_holds_no_such_data_set() =>
        Should.Throw<CifarException>(() => FashionMnistDirectory.Load(_folder.Location, _set.Manifest)).Message.ShouldContain("none of the files of Fashion-MNIST");

    [InstalledFashionMnistFact]
    public void Reads_the_official_files()
    {
        ImageData data = FashionMnistDirectory.Load(FashionMnistPackage.InstalledFolder, FashionMnistManifest.Official);

        data.Training.Labels.CountBy(l => l).ShouldAllBe(c => c.Value == 6000);
        data.Test.Labels.CountBy(l => l).ShouldAllBe(c => c.Value == 1000);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class InstalledFashionMnistFactAttribute : FactAttribute
    {
        public InstalledFashionMnistFactAttribute()
        {
            if (!FashionMnistDirectory.HasFiles(FashionMnistPackage.InstalledFolder, FashionMnistManifest.Official))
                Skip = $"Debian's package {FashionMnistPackage.Name} is not installed";
        }
    }
}
