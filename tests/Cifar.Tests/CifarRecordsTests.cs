using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

public class CifarRecordsTests
{
    [Fact]
    public void Decodes_labels_and_planes_of_every_record()
    {
        byte[] content = new byte[2 * 3073];
        content[0] = 9;
        content[1] = 11; // first red
        content[1 + 1024] = 22; // first green
        content[1 + 2048] = 33; // first blue
        content[3072] = 44; // last blue
        content[3073] = 0;
        content[3074] = 55;

        ImageSet images = CifarRecords.Decode(content, "made.bin");

        images.Count.ShouldBe(2);
        images.Labels.ShouldBe([9, 0]);
        images.Pixels.Length.ShouldBe(2 * 3072);
        (images.Pixels[0], images.Pixels[1024], images.Pixels[2048], images.Pixels[3071], images.Pixels[3072])
            .ShouldBe(((byte)11, (byte)22, (byte)33, (byte)44, (byte)55));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3074)]
    [InlineData((3 * 3073) - 1)]
    public void Refuses_what_is_not_a_whole_number_of_records(int length)
    {
        CifarException error = Should.Throw<CifarException>(() => CifarRecords.Decode(new byte[length], "short.bin"));
        error.Message.ShouldStartWith("short.bin: ");
        error.Message.ShouldContain($"{length} bytes");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(255)]
    public void Refuses_a_label_above_nine(byte label)
    {
        byte[] content = new byte[3 * 3073];
        content[2 * 3073] = label;
        Should.Throw<CifarException>(() => CifarRecords.Decode(content, "odd.bin"))
            .Message.ShouldStartWith($"odd.bin: record 2 has label {label}");
    }
}
