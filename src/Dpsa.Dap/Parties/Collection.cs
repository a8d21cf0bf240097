using Dpsa.Vdaf;

namespace Dpsa.Dap;

/// <summary>The result of one task: both aggregators' noised shares of the sum.</summary>
/// <param name="ReportCount">Number of reports in the sum.</param>
/// <param name="LeaderShare">The leader's encoded aggregate share, with its noise.</param>
/// <param name="HelperShare">The helper's encoded aggregate share, with its noise.</param>
public sealed record Collection(long ReportCount, byte[] LeaderShare, byte[] HelperShare)
{
    /// <summary>Adds both shares: the noised sum of the clients' vectors, in units of the norm bound.</summary>
    /// <param name="vdaf">The task's function.</param>
    /// <returns>d values; a client contributes a vector of L2 norm at most 1.</returns>
    /// <exception cref="VdafException">A share is not a valid encoding, or the number of reports is negative.</exception>
    public double[] Sum(IVdaf vdaf)
    {
        ArgumentNullException.ThrowIfNull(vdaf);
        if (ReportCount < 0)
            throw new VdafException(VdafError.MalformedEncoding, $"The sum is said to hold {ReportCount} reports, fewer than 0.");
        Int128[] integers = vdaf.Unshard(LeaderShare, HelperShare, ReportCount);
        double scale = vdaf.Scale;
        return Array.ConvertAll(integers, i => (double)i / scale);
    }
}
