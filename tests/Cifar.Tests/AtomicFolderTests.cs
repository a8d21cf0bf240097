using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedReport _report = new();

    private string Target => _folder.File("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_at_once_make_it_once_and_the_second_says_that_it_waits()
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int made = 0;

        Task first = AtomicFolder.MakeAsync(Target, FillAsync, _report, CancellationToken.None);
        await begun.Task;
        Task second = AtomicFolder.MakeAsync(Target, FillAsync, _report, CancellationToken.None);
        _report.Steps.ShouldBe([$"waiting for another run, which is making {Target}"]);
        Directory.Exists(Target).ShouldBeFalse();
        go.SetResult();
        await Task.WhenAll(first, second);

        made.ShouldBe(1);
        File.ReadAllText(Path.Combine(Target, "file")).ShouldBe("whole");
        Directory.GetFileSystemEntries(_folder.Location).ShouldBe([Target]);

        async Task<string> FillAsync(string work)
        {
            made++;
            begun.TrySetResult();
            await go.Task;
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(work, "inner")).FullName, "file"), "whole");
            return Path.Combine(work, "inner");
        }
    }

    [Fact]
    public async Task Leaves_nothing_behind_where_it_cannot_be_filled()
    {
        CifarException error = await Should.ThrowAsync<CifarException>(() => AtomicFolder.MakeAsync(
            Target, work => { File.WriteAllText(Path.Combine(work, "half"), ""); throw new IOException("No space left on device"); }, _report, CancellationToken.None));

        error.Message.ShouldBe($"{Target} cannot be made: No space left on device");
        Directory.GetFileSystemEntries(_folder.Location).ShouldBeEmpty();
    }

    [Fact]
    public void A_lock_is_held_by_one_and_given_up()
    {
        string path = _folder.File("lock");
        FileStream held = FileLock.TryTake(path).ShouldNotBeNull();
        FileLock.TryTake(path).ShouldBeNull();
        held.Dispose();
        FileLock.TryTake(path).ShouldNotBeNull().Dispose();
        File.Exists(path).ShouldBeFalse();
    }
}
