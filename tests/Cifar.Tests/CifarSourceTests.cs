using System.Net;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class CifarSourceTests : IDisposable
{
    private readonly SmallDataSet _set = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Report _report = new();

    private string Cache => _folder.File("data", "cifar10");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Downloads_once_and_uses_the_cache_afterwards()
    {
        CifarData first = await LoadAsync(_ => Answer(_set.Archive));
        CifarData second = await LoadAsync(_ => throw new HttpRequestException("no second request"));

        first.Training.Pixels.ShouldBe(second.Training.Pixels);
        first.Training.Count.ShouldBe(15);
        _report.Received.ShouldBe(_set.Archive.Length);
        _report.UnreachableReason.ShouldBeNull();
        Directory.GetFileSystemEntries(Cache).Length.ShouldBe(7);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(Cache)!).ShouldBe([Cache]);
    }

    [Fact]
    public async Task Takes_synthetic_images_and_says_so_when_the_archive_cannot_be_reached()
    {
        CifarData data = await LoadAsync(_ => throw new HttpRequestException("no network here"));

        data.Set.ShouldBe(DataSet.Synthetic);
        _report.UnreachableReason.ShouldBe("no network here");
        Directory.Exists(Cache).ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_nothing_of_an_archive_with_another_checksum()
    {
        byte[] damaged = [.. _set.Archive];
        damaged[^1] ^= 1;

        CifarException error = await Should.ThrowAsync<CifarException>(() => LoadAsync(_ => Answer(damaged)));

        error.Message.ShouldContain(_set.Manifest.ArchiveMd5);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(Cache)!).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Refuses_an_archive_of_another_length(int difference)
    {
        byte[] other = new byte[_set.Archive.Length + difference];
        _set.Archive.AsSpan(0, Math.Min(other.Length, _set.Archive.Length)).CopyTo(other);

        await Should.ThrowAsync<CifarException>(() => LoadAsync(_ => Answer(other)));

        Directory.GetFileSystemEntries(Path.GetDirectoryName(Cache)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task Does_not_replace_a_corrupt_cache_by_itself_and_names_the_file()
    {
        await LoadAsync(_ => Answer(_set.Archive));
        File.WriteAllBytes(Path.Combine(Cache, "test_batch.bin"), new byte[_set["test_batch.bin"].Length]);

        CifarException error = await Should.ThrowAsync<CifarException>(() => LoadAsync(_ => Answer(_set.Archive)));

        error.Message.ShouldContain("test_batch.bin");
        error.Message.ShouldContain($"Remove the folder {Cache}");
    }

    [Fact]
    public async Task A_given_folder_is_the_only_source()
    {
        CifarException error = await Should.ThrowAsync<CifarException>(() => LoadAsync(_ => Answer(_set.Archive), _folder.File("nowhere")));
        error.Message.ShouldContain("nowhere");
    }

    private static HttpResponseMessage Answer(byte[] body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };

    private Task<CifarData> LoadAsync(Func<HttpRequestMessage, HttpResponseMessage> answer, string? directory = null)
    {
        var source = new CifarSource
        {
            Seed = 1,
            Cache = Cache,
            FashionMnistFolder = _folder.File("none"),
            Manifest = _set.Manifest,
            Directory = directory,
            Handler = new Handler(answer),
        };
        return source.LoadAsync(_report, CancellationToken.None);
    }

    private sealed class Handler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }

    private sealed class Report : IDataReport, IDownloadProgress
    {
        public long Received { get; private set; }

        public string? UnreachableReason { get; private set; }

        public IDownloadProgress Downloading(Uri archive, long length) => this;

        public void Unreachable(Uri archive, string reason) => UnreachableReason = reason;

        void IProgress<long>.Report(long value) => Received = value;

        public void Dispose()
        {
        }
    }
}
