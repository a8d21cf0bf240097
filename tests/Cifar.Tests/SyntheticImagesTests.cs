using System.Security.Cryptography;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Federation;

namespace Dpsa.Examples.Cifar.Tests;

public class SyntheticImagesTests
{
    [Fact]
    public void Has_the_official_record_layout()
    {
        byte[] content = SyntheticImages.Records(20, SyntheticImages.Prototypes(new SeededRandom(1)), new SeededRandom(2));

        content.Length.ShouldBe(20 * 3073);
        for (int i = 0; i < 20; i++)
            content[i * 3073].ShouldBe((byte)(i % 10));
    }

    [Fact]
    public void Is_the_same_for_a_seed_and_another_for_another()
    {
        ImageData first = SyntheticImages.Create(7, 50, 20);
        ImageData again = SyntheticImages.Create(7, 50, 20);
        ImageData other = SyntheticImages.Create(8, 50, 20);

        again.Training.Pixels.ShouldBe(first.Training.Pixels);
        again.Test.Pixels.ShouldBe(first.Test.Pixels);
        other.Training.Pixels.ShouldNotBe(first.Training.Pixels);
    }

    [Fact]
    public void Test_images_are_not_training_images()
    {
        ImageData data = SyntheticImages.Create(1, 100, 100);
        Hashes(data.Training).Overlaps(Hashes(data.Test)).ShouldBeFalse();
    }

    [Fact]
    public void Says_that_it_is_not_the_real_set()
    {
        ImageData data = SyntheticImages.Create(1, 10, 10);
        data.Set.ShouldBe(DataSet.Synthetic);
        data.Origin.ShouldContain("not CIFAR-10");
    }

    private static HashSet<string> Hashes(ImageSet images) =>
        [.. images.Pixels.Chunk(3072).Select(p => Convert.ToHexString(SHA256.HashData(p)))];
}
