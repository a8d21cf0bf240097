using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Dap;

/// <summary>
/// What one aggregator says about a task. A client asks both aggregators, requires equal answers, and compares them
/// with its own limits before it sends anything.
/// </summary>
/// <param name="Task">The task.</param>
/// <param name="Vdaf">The aggregation function and all its parameters.</param>
/// <param name="Privacy">The noise which each aggregator adds before release.</param>
/// <param name="MinBatchSize">Fewest reports whose sum may be released.</param>
public sealed record TaskParameters(TaskId Task, VdafParameters Vdaf, DpStrategy Privacy, int MinBatchSize);
