namespace Dpsa.Vdaf;

/// <summary>What sharding one measurement yields, encoded as it goes on the wire.</summary>
/// <param name="PublicShare">Goes to both aggregators in the clear.</param>
/// <param name="LeaderInputShare">For the leader alone; secret.</param>
/// <param name="HelperInputShare">For the helper alone; secret.</param>
public sealed record ReportShares(byte[] PublicShare, byte[] LeaderInputShare, byte[] HelperInputShare)
{
    /// <summary>Goes to both aggregators in the clear.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public byte[] PublicShare { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(PublicShare);

    /// <summary>For the leader alone; secret.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public byte[] LeaderInputShare { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(LeaderInputShare);

    /// <summary>For the helper alone; secret.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public byte[] HelperInputShare { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(HelperInputShare);
}
