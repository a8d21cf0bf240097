using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Real in-process aggregators whose answers a test may falsify, and whose uploads it may watch.</summary>
internal sealed class FakeAggregators(InProcessAggregators real) : IAggregatorClient
{
    public Func<AggregatorRole, TaskParameters, TaskParameters> Falsify { get; set; } = (_, parameters) => parameters;

    public Func<Report, Report> Intercept { get; set; } = report => report;

    public List<Report> Uploads { get; } = [];

    public async Task<TaskParameters> GetTaskParametersAsync(AggregatorRole role, TaskId task, CancellationToken cancellationToken) =>
        Falsify(role, await real.GetTaskParametersAsync(role, task, cancellationToken));

    public Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
    {
        Uploads.Add(report);
        return real.UploadAsync(Intercept(report), cancellationToken);
    }
}
