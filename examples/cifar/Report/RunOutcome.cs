namespace Dpsa.Examples.Cifar.Report;

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    Completed,
    Interrupted,
    Failed,
}
