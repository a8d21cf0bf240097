using System.Net;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class DataSourceTests : IDisposable
{
    private readonly SmallDataSet _set = new();
    private readonly SmallFashionSet _fashion = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedReport _report = new();
    private int _packages;

    private string Cache => _folder.File("data", "cifar10");

    private string FashionCache => _folder.File("data", "fashion");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Downloads_once_and_uses_the_cache_afterwards()
    {
        ImageData first = await LoadAsync(_ => Answer(_set.Archive));
        ImageData second = await LoadAsync(_ => throw new HttpRequestException("no second request"));

        first.Training.Pixels.ShouldBe(second.Training.Pixels);
        first.Set.ShouldBe(DataSet.Cifar10);
        first.Training.Count.ShouldBe(15);
        _report.Received.ShouldBe(_set.Archive.Length);
        _report.Missing.ShouldBeEmpty();
        Directory.GetFileSystemEntries(Cache).Length.ShouldBe(7);
        Kept().ShouldBe([Cache]);
    }

    [Fact]
    public async Task Takes_Fashion_MNIST_and_says_why_where_CIFAR_10_cannot_be_reached()
    {
        ImageData data = await LoadAsync(_ => throw new HttpRequestException("no network here"));
        ImageData again = await LoadAsync(_ => throw new HttpRequestException("no network here"));

        data.Set.ShouldBe(DataSet.FashionMnist);
        data.Training.Count.ShouldBe(SmallFashionSet.TrainingImages);
        data.Origin.ShouldStartWith("Fashion-MNIST, padded from 1 x 28 x 28 to 3 x 32 x 32");
        again.Training.Pixels.ShouldBe(data.Training.Pixels);
        _packages.ShouldBe(1);
        _report.Missing.Distinct().ShouldHaveSingleItem().ShouldBe((DataSet.Cifar10, $"{_set.Manifest.Archive} cannot be reached (no network here)."));
        Kept().ShouldBe([FashionCache]);
    }

    [Fact]
    public async Task Takes_Fashion_MNIST_as_it_is_installed_before_it_fetches_it()
    {
        _fashion.WriteTo(_folder.File("installed"));

        ImageData data = await LoadAsync(_ => throw new HttpRequestException("no network here"));

        data.Origin.ShouldEndWith(_folder.File("installed"));
        _packages.ShouldBe(0);
    }

    [Fact]
    public async Task Takes_synthetic_images_only_where_both_cannot_be_had()
    {
        ImageData data = await LoadAsync(_ => throw new HttpRequestException("no network here"), package: false);

        data.Set.ShouldBe(DataSet.Synthetic);
        _report.Missing.Select(m => m.Set).ShouldBe([DataSet.Cifar10, DataSet.FashionMnist]);
        Kept().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cifar10")]
    [InlineData("fashion-mnist")]
    public async Task Takes_nothing_else_than_the_data_set_that_was_asked_for(string word)
    {
        DataSet wanted = Enum.GetValues<DataSet>().Single(s => Report.LowerCaseConverter.Word(s) == word);
        await Should.ThrowAsync<DataUnavailableException>(
            () => LoadAsync(_ => throw new HttpRequestException("no network here"), wanted: wanted, package: false));
        _report.Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Does_not_wait_for_a_host_that_accepts_and_says_nothing()
    {
        ImageData data = await LoadSlowlyAsync(async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return Answer([]);
        });

        data.Set.ShouldBe(DataSet.FashionMnist);
        _report.Missing[0].Reason.ShouldContain("no answer for 0.2 seconds");
    }

    [Fact]
    public async Task Does_not_wait_for_a_download_that_stands_still()
    {
        ImageData data = await LoadAsync(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new StalledStream(_set.Archive)) });

        data.Set.ShouldBe(DataSet.FashionMnist);
        _report.Received.ShouldBe(_set.Archive.Length / 2);
        _report.Missing[0].Reason.ShouldContain("no answer for 0.2 seconds");
    }

    [Fact]
    public async Task Keeps_nothing_of_an_archive_with_another_checksum()
    {
        byte[] damaged = [.. _set.Archive];
        damaged[^1] ^= 1;

        CifarException error = await Should.ThrowAsync<CifarException>(() => LoadAsync(_ => Answer(damaged), wanted: DataSet.Cifar10));

        error.Message.ShouldContain(_set.Manifest.ArchiveMd5);
        Kept().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Refuses_an_archive_of_another_length(int difference)
    {
        byte[] other = new byte[_set.Archive.Length + difference];
        _set.Archive.AsSpan(0, Math.Min(other.Length, _set.Archive.Length)).CopyTo(other);

        await Should.ThrowAsync<CifarException>(() => LoadAsync(_ => Answer(other), wanted: DataSet.Cifar10));

        Kept().ShouldBeEmpty();
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_given_folder_is_the_only_source(bool fashion)
    {
        CifarException error = await Should.ThrowAsync<CifarException>(
            () => LoadAsync(_ => Answer(_set.Archive), _folder.File("nowhere"), fashion ? DataSet.FashionMnist : null));
        error.Message.ShouldContain("nowhere");
    }

    private static HttpResponseMessage Answer(byte[] body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };

    private string[] Kept() => Directory.GetFileSystemEntries(Path.GetDirectoryName(Cache)!);

    private Task<ImageData> LoadAsync(
        Func<HttpRequestMessage, HttpResponseMessage> answer, string? folder = null, DataSet? wanted = null, bool package = true) =>
        LoadSlowlyAsync(_ => Task.FromResult(answer(new HttpRequestMessage())), folder, wanted, package);

    private Task<ImageData> LoadSlowlyAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> answer, string? folder = null, DataSet? wanted = null, bool package = true)
    {
        DataSource source = new()
        {
            Wanted = wanted,
            Folder = folder,
            Seed = 1,
            Cifar = new CifarSource
            {
                Cache = Cache,
                Archive = _folder.File("no archive"),
                Manifest = _set.Manifest,
                Handler = new Handler(answer),
                Patience = TimeSpan.FromSeconds(0.2),
            },
            FashionMnist = new FashionMnistSource
            {
                InstalledFolder = _folder.File("installed"),
                Cache = FashionCache,
                Manifest = _fashion.Manifest,
                Fetch = (work, _) => package ? Task.FromResult(Package(work)) : throw new DataUnavailableException("no apt-get here"),
            },
        };
        return source.LoadAsync(_report, CancellationToken.None);
    }

    private string Package(string work)
    {
        _packages++;
        _fashion.WriteTo(Path.Combine(work, "root"));
        return Path.Combine(work, "root");
    }

    private sealed class Handler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(cancellationToken);
    }

    /// <summary>Half of the content, then silence.</summary>
    private sealed class StalledStream(byte[] content) : MemoryStream(content[..(content.Length / 2)])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
                await Task.Delay(Timeout.Infinite, cancellationToken);

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
