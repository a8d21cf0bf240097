using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.TorchSharp.Tests;

public sealed class OutgoingReportTests
{
    [Fact]
    public void Nothing_secret_is_left_when_it_is_disposed()
    {
        int[] measurement = [1, 2, -3];
        OutgoingReport outgoing = OutgoingReport.Create(TaskId.Random(), new FixedPointParameters(3, 16).Create(), measurement);
        ReportShares shares = outgoing.Report.Shares;
        shares.LeaderInputShare.ShouldContain(b => b != 0);
        measurement.ShouldBe([1, 2, -3]);
        outgoing.Dispose();
        measurement.ShouldAllBe(i => i == 0);
        shares.LeaderInputShare.ShouldAllBe(b => b == 0);
        shares.HelperInputShare.ShouldAllBe(b => b == 0);
    }

    [Fact]
    public void The_measurement_is_zeroed_also_when_sharding_fails()
    {
        // The squared norm is above the function's bound of 2^30.
        int[] measurement = [30_000, 30_000, 30_000];
        Should.Throw<VdafException>(() => OutgoingReport.Create(TaskId.Random(), new FixedPointParameters(3, 16).Create(), measurement));
        measurement.ShouldAllBe(i => i == 0);
    }

    [Fact]
    public async Task The_shares_are_zeroed_also_when_the_upload_fails()
    {
        using ClientBench bench = new();
        bench.Aggregators.Intercept = _ => throw new TimeoutException();
        await Should.ThrowAsync<TimeoutException>(async () => await bench.Trainer(Limits.Of()).FitAsync(await bench.StartAsync(), bench.Models));
        ReportShares shares = bench.Aggregators.Uploads.ShouldHaveSingleItem().Shares;
        shares.LeaderInputShare.ShouldAllBe(b => b == 0);
        shares.HelperInputShare.ShouldAllBe(b => b == 0);
    }
}
