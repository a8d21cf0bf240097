namespace Dpsa.Vdaf;

/// <summary>What sharding one measurement yields, encoded as it goes on the wire.</summary>
/// <param name="PublicShare">Goes to both aggregators in the clear.</param>
/// <param name="LeaderInputShare">For the leader alone; secret.</param>
/// <param name="HelperInputShare">For the helper alone; secret.</param>
public sealed record ReportShares(byte[] PublicShare, byte[] LeaderInputShare, byte[] HelperInputShare);
