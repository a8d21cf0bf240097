using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class CifarDirectoryTests : IDisposable
{
    private readonly SmallDataSet _set = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_the_files_from_the_folder_or_from_the_archives_folder_in_it(bool nested)
    {
        _set.WriteTo(nested ? _folder.File("cifar-10-batches-bin") : _folder.Location);

        ImageData data = CifarDirectory.Load(_folder.Location, _set.Manifest);

        data.Set.ShouldBe(DataSet.Cifar10);
        data.Training.Labels.ShouldBe([0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 6]);
        data.Test.Labels.ShouldBe([5, 6, 7]);
        data.Training.Pixels[3072 * 14].ShouldBe((byte)6);
        data.Test.Pixels[^1].ShouldBe(unchecked((byte)(5 + 2 + 3071)));
        data.ClassNames.ShouldBe(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);
    }

    [Theory]
    [InlineData("data_batch_3.bin")]
    [InlineData("test_batch.bin")]
    [InlineData("batches.meta.txt")]
    public void Names_the_file_that_is_corrupt(string name)
    {
        _set.WriteTo(_folder.Location);
        byte[] content = _set[name];
        content[^1] ^= 1;
        File.WriteAllBytes(_folder.File(name), content);

        ErrorOf().ShouldStartWith($"{_folder.File(name)}: SHA-256 is ");
    }

    [Theory]
    [InlineData("data_batch_1.bin")]
    [InlineData("batches.meta.txt")]
    public void Names_the_file_that_is_short(string name)
    {
        _set.WriteTo(_folder.Location);
        File.WriteAllBytes(_folder.File(name), _set[name][..^1]);

        ErrorOf().ShouldStartWith($"{_folder.File(name)}: {_set[name].Length - 1} bytes instead of {_set[name].Length}");
    }

    [Fact]
    public void Names_the_file_that_is_missing()
    {
        _set.WriteTo(_folder.Location);
        File.Delete(_folder.File("data_batch_5.bin"));

        ErrorOf().ShouldStartWith($"{_folder.File("data_batch_5.bin")}: missing");
    }

    [Fact]
    public void Says_that_a_folder_holds_no_data_set() =>
        ErrorOf().ShouldStartWith($"{_folder.Location} holds none of the files");

    [Fact]
    public void Says_that_there_is_no_such_folder() =>
        Should.Throw<CifarException>(() => CifarDirectory.Load(_folder.File("none"), _set.Manifest))
            .Message.ShouldStartWith($"{_folder.File("none")} is not a folder");

    [OfficialDataFact]
    public async Task Reads_the_official_files()
    {
        ImageData data = await new CifarSource().LoadAsync(new RecordedReport(), CancellationToken.None);

        data.Training.Count.ShouldBe(50_000);
        data.Test.Count.ShouldBe(10_000);
        data.ClassNames[3].ShouldBe("cat");
        data.Training.Labels.CountBy(l => l).ShouldAllBe(c => c.Value == 5000);
    }

    private string ErrorOf() => Should.Throw<CifarException>(() => CifarDirectory.Load(_folder.Location, _set.Manifest)).Message;
}
