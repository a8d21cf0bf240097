using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Tests;

/// <summary>Keeps what it is told about a data set.</summary>
internal sealed class RecordedReport : IDataReport, IDownloadProgress
{
    private readonly Lock _lock = new();

    public long Received { get; private set; }

    public List<string> Steps { get; } = [];

    public List<(DataSet Set, string Reason)> Missing { get; } = [];

    public void Step(string text)
    {
        lock (_lock)
            Steps.Add(text);
    }

    public IDownloadProgress Downloading(Uri archive, long length) => this;

    public void Unavailable(DataSet set, string reason) => Missing.Add((set, reason));

    public void Report(long value) => Received = value;

    public void Dispose()
    {
    }
}
