namespace Dpsa.Privacy;

/// <summary>One report of a data holder: what it was for, and what it cost.</summary>
/// <param name="Number">Number of the entry, from 1.</param>
/// <param name="Time">When it was recorded, in whole seconds of UTC by the machine's clock; nothing depends on it.</param>
/// <param name="Task">The task's id.</param>
/// <param name="Privacy">The noise of the task, which the cost follows from.</param>
/// <param name="Dimension">Number d of coordinates of the task's sum; null in a line of version 1, which did not record it.</param>
/// <param name="L2Sensitivity">
/// L2 distance, in the integer units of the sum, which replacing one client can move it by; null in a line of version 1.
/// </param>
/// <param name="Label">The holder's own words, such as the round and the coordinator's name; may be empty.</param>
public sealed record LedgerEntry(
    int Number, DateTimeOffset Time, string Task, DpStrategy Privacy, int? Dimension, long? L2Sensitivity, string Label)
{
    /// <summary>The zCDP cost rho = e^2/2, exact; null where there was no noise and the cost is unbounded.</summary>
    public Rational? Rho => Privacy.Budget?.Rho;
}
