namespace Dpsa.Federation;

/// <summary>How long the parts of a round took, as the coordinator saw them.</summary>
/// <param name="Wait">From the instruction to the last answer that was waited for.</param>
/// <param name="Collect">The aggregators' noise and release.</param>
/// <param name="Step">The server optimiser's step.</param>
/// <param name="Evaluate">Evaluations, the clients' and the coordinator's own.</param>
/// <param name="Total">The round from end to end.</param>
public readonly record struct RoundTimes(TimeSpan Wait, TimeSpan Collect, TimeSpan Step, TimeSpan Evaluate, TimeSpan Total);
