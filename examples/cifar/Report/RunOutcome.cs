namespace Dpsa.Examples.Cifar.Report;

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>Not yet, or the process was killed.</summary>
    Running,
    Completed,
    Interrupted,
    Failed,
}
