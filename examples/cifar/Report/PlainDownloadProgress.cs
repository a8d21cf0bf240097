using Dpsa.Examples.Cifar.Data;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

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
