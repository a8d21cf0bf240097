using Dpsa.Examples.Cifar.Data;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>A bar with speed and remaining time.</summary>
internal sealed class LiveDownloadProgress : IDownloadProgress
{
    private readonly TaskCompletionSource _done = new();
    private readonly Task _display;
    private readonly long _length;
    private long _received;

    public LiveDownloadProgress(IAnsiConsole console, long length)
    {
        _length = length;
        _display = Task.Run(() => console.Progress()
            .Columns(new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(ShowAsync));
    }

    public void Report(long value) => Interlocked.Exchange(ref _received, value);

    public void Dispose()
    {
        _done.TrySetResult();
        _display.GetAwaiter().GetResult();
    }

    private async Task ShowAsync(ProgressContext context)
    {
        ProgressTask bar = context.AddTask("download", maxValue: _length);
        while (!_done.Task.IsCompleted)
        {
            bar.Value = Interlocked.Read(ref _received);
            await Task.WhenAny(_done.Task, Task.Delay(100));
        }

        bar.Value = Interlocked.Read(ref _received);
    }
}

/// <summary>A line for every tenth of the download.</summary>
internal sealed class PlainDownloadProgress(IAnsiConsole console, long length) : IDownloadProgress
{
    private long _tenths;

    public void Report(long value)
    {
        long tenths = value * 10 / length;
        if (tenths <= _tenths)
            return;

        _tenths = tenths;
        console.WriteLine($"  {tenths * 10} %");
    }

    public void Dispose()
    {
    }
}
