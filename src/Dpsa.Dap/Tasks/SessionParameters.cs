using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Dap;

/// <summary>What the tasks of one training session have in common.</summary>
/// <param name="Vdaf">The aggregation function and all its parameters.</param>
/// <param name="Privacy">The noise which each aggregator adds before release.</param>
/// <param name="MinBatchSize">Fewest reports whose sum may be released; at least 1.</param>
public sealed record SessionParameters(VdafParameters Vdaf, DpStrategy Privacy, int MinBatchSize = SessionParameters.DefaultMinBatchSize)
{
    /// <summary>As in the reference: the sum of a single client's update is never released.</summary>
    public const int DefaultMinBatchSize = 2;

    /// <exception cref="ArgumentException">A part is missing, or the smallest batch below 1.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Vdaf);
        ArgumentNullException.ThrowIfNull(Privacy);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinBatchSize, 1);
    }
}
