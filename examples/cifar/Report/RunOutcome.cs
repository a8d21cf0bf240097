namespace Dpsa.Examples.Cifar.Report;

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>Not yet: more rounds are to come, or the process was killed before it could say more.</summary>
    Running,
    Completed,
    Interrupted,
    Failed,
}
