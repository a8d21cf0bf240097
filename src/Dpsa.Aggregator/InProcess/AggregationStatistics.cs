using Dpsa.Dap;

namespace Dpsa.Aggregator;

/// <summary>What the aggregators did for one task.</summary>
/// <param name="Reports">Reports counted in the sum.</param>
/// <param name="Rejected">Reports refused, by reason, over both aggregators.</param>
/// <param name="BytesBetweenAggregators">Bytes of ping-pong messages in both directions.</param>
/// <param name="VerifyTime">Time spent verifying reports, summed over reports and both aggregators.</param>
/// <param name="ReleaseTime">Time spent on noise and release, both aggregators.</param>
public sealed record AggregationStatistics(
    long Reports,
    IReadOnlyDictionary<RejectReason, long> Rejected,
    long BytesBetweenAggregators,
    TimeSpan VerifyTime,
    TimeSpan ReleaseTime);
