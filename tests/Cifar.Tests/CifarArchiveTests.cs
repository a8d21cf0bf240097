using System.IO.Compression;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class CifarArchiveTests : IDisposable
{
    private readonly SmallDataSet _set = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedReport _report = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    private string Archive => _folder.File("cifar.tar.xz");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }

    [XzFact]
    public async Task Unpacks_the_archive_beside_the_checkout_once()
    {
        await PackAsync();

        ImageData data = await LoadAsync();
        File.Delete(Archive);
        ImageData again = await LoadAsync();

        data.Training.Count.ShouldBe(15);
        again.Test.Pixels.ShouldBe(data.Test.Pixels);
        _report.Steps.ShouldBe([$"unpacking {Archive} (once)"]);
    }

    [XzFact]
    public async Task Says_that_a_truncated_archive_is_damaged_and_keeps_nothing()
    {
        await PackAsync();
        byte[] packed = File.ReadAllBytes(Archive);
        File.WriteAllBytes(Archive, packed[..(packed.Length / 2)]);

        string message = (await Should.ThrowAsync<CifarException>(LoadAsync)).Message;

        message.ShouldStartWith($"{Archive} is damaged (xz: ");
        message.ShouldContain("Unexpected end of input");
        message.ShouldNotContain('\n');
        Directory.GetFileSystemEntries(_folder.Location).ShouldBe([Archive]);
    }

    [XzFact]
    public async Task Says_that_an_archive_of_something_else_is_damaged()
    {
        await PackAsync([.. "no tar"u8]);
        (await Should.ThrowAsync<CifarException>(LoadAsync)).Message.ShouldStartWith($"{Archive} is damaged (");
    }

    [Fact]
    public async Task Says_what_to_install_where_there_is_no_xz()
    {
        File.WriteAllBytes(Archive, [1]);
        Environment.SetEnvironmentVariable("PATH", _folder.Location);

        string message = (await Should.ThrowAsync<CifarException>(LoadAsync)).Message;

        message.ShouldStartWith("xz, which unpacks ");
        message.ShouldContain("apt-get install xz-utils");
        message.ShouldContain("--data DIR");
    }

    private Task<ImageData> LoadAsync() =>
        new CifarSource { Cache = _folder.File("cache"), Archive = Archive, Manifest = _set.Manifest }.LoadAsync(_report, CancellationToken.None);

    private async Task PackAsync(byte[]? content = null)
    {
        string plain = _folder.File("cifar.tar");
        if (content is null)
        {
            using GZipStream tar = new(new MemoryStream(_set.Archive), CompressionMode.Decompress);
            using FileStream file = File.Create(plain);
            tar.CopyTo(file);
        }
        else
        {
            File.WriteAllBytes(plain, content);
        }

        (await ExternalProgram.RunAsync("xz", [plain], _folder.Location, null, CancellationToken.None)).ShouldBeNull();
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class XzFactAttribute : FactAttribute
    {
        public XzFactAttribute()
        {
            if (!ExternalProgram.IsInstalled("xz"))
                Skip = "xz is not installed";
        }
    }
}
