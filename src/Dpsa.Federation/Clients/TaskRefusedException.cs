using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>The client refuses a task. Nothing was sent, no privacy was spent.</summary>
public sealed class TaskRefusedException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="task">The task.</param>
    /// <param name="reason">Why.</param>
    /// <param name="message">What was wrong, with value and limit.</param>
    /// <param name="inner">What it follows from, if anything.</param>
    public TaskRefusedException(TaskId task, RefusalReason reason, string message, Exception? inner = null)
        : base(message, inner)
    {
        Task = task;
        Reason = reason;
    }

    /// <summary>The task.</summary>
    public TaskId Task { get; }

    /// <summary>Why.</summary>
    public RefusalReason Reason { get; }
}
