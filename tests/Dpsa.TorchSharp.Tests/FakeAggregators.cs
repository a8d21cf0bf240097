using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Real in-process aggregators whose answers a test may falsify, and whose uploads it may watch.</summary>
internal sealed class FakeAggregators
{
    public FakeAggregators(InProcessAggregators real) => (Leader, Helper) = (new FakeLeader(this, real.Leader), new FakeHelper(this, real.Helper));

    public ILeaderEndpoint Leader { get; }

    public IAggregatorEndpoint Helper { get; }

    public Func<AggregatorRole, TaskParameters, TaskParameters> Falsify { get; set; } = (_, parameters) => parameters;

    public Func<Report, Report> Intercept { get; set; } = report => report;

    public List<Report> Uploads { get; } = [];

    private class FakeHelper(FakeAggregators fake, IAggregatorEndpoint real) : IAggregatorEndpoint
    {
        public AggregatorRole Role => real.Role;

        public async Task<TaskParameters> GetTaskParametersAsync(TaskId task, CancellationToken cancellationToken) =>
            fake.Falsify(Role, await real.GetTaskParametersAsync(task, cancellationToken));
    }

    private sealed class FakeLeader(FakeAggregators fake, ILeaderEndpoint real) : FakeHelper(fake, real), ILeaderEndpoint
    {
        private readonly FakeAggregators _fake = fake;
        private readonly ILeaderEndpoint _real = real;

        public Task<UploadReceipt> UploadAsync(Report report, CancellationToken cancellationToken)
        {
            _fake.Uploads.Add(report);
            return _real.UploadAsync(_fake.Intercept(report), cancellationToken);
        }
    }
}
