using Dpsa.Federation;
using Dpsa.Vdaf;

namespace Dpsa.TorchSharp;

/// <summary>
/// What a client checks before it trains for a task: both aggregators give the same answer, and that answer is
/// within the client's own limits. The coordinator's word does not count.
/// </summary>
internal static class TaskGuard
{
    /// <summary>Asks both aggregators.</summary>
    /// <returns>The task's parameters, on which both agree.</returns>
    /// <exception cref="TaskRefusedException">They disagree, or a limit is exceeded.</exception>
    public static async Task<TaskParameters> CheckAsync(
        IAggregatorClient aggregators, TaskId task, int dimension, DpsaTrainerOptions options, CancellationToken cancellationToken)
    {
        TaskParameters leader = await aggregators.GetTaskParametersAsync(AggregatorRole.Leader, task, cancellationToken).ConfigureAwait(false);
        TaskParameters helper = await aggregators.GetTaskParametersAsync(AggregatorRole.Helper, task, cancellationToken).ConfigureAwait(false);
        Check(leader, helper, task, dimension, options);
        return leader;
    }

    /// <summary>
    /// A second report to a task would enter the same release: twice the sensitivity at the noise of one, and a batch
    /// that counts one client twice.
    /// </summary>
    /// <exception cref="TaskRefusedException">The client has reported to the task.</exception>
    public static void RequireFirstReport(IReadOnlySet<TaskId> reported, TaskId task)
    {
        if (reported.Contains(task))
        {
            throw new TaskRefusedException(
                task, RefusalReason.ReportedBefore, $"This client has sent a report to task {task} already, and sends one to each; nothing was sent.");
        }
    }

    /// <summary>Constructs the task's function, before anything is trained for it.</summary>
    /// <exception cref="TaskRefusedException">Its parameters violate a limit, such as the size of a report.</exception>
    public static IVdaf Function(TaskParameters task)
    {
        try
        {
            return task.Vdaf.Create();
        }
        catch (ArgumentException e)
        {
            throw new TaskRefusedException(
                task.Task, RefusalReason.ImpossibleFunction, $"Task {task.Task} is impossible: {e.Message} Nothing was sent.");
        }
    }

    private static void Check(TaskParameters leader, TaskParameters helper, TaskId task, int dimension, DpsaTrainerOptions options)
    {
        if (leader.Privacy != helper.Privacy)
            throw Disagree("privacy parameter", Parameter(leader), Parameter(helper));
        if (leader.Vdaf != helper.Vdaf)
            throw Disagree("aggregation function", leader.Vdaf, helper.Vdaf);
        if (leader.MinBatchSize != helper.MinBatchSize)
            throw Disagree("minimum batch size", leader.MinBatchSize, helper.MinBatchSize);
        if (leader.Task != task || helper.Task != task)
            throw Disagree("task id", leader.Task, helper.Task);

        string? weak = leader.Privacy.Budget switch
        {
            null when options.AllowNoNoise => null,
            null => "has no noise, which this client does not allow",
            _ when options.MaxPrivacyPerRound is null => "has noise, but this client has set no limit (MaxPrivacyPerRound)",
            { } budget when budget.Epsilon > options.MaxPrivacyPerRound.Epsilon =>
                $"has the privacy parameter {budget.Epsilon}, above this client's limit {options.MaxPrivacyPerRound.Epsilon}",
            _ => null,
        };
        if (weak is not null)
            throw Refuse(RefusalReason.PrivacyTooWeak, $"Task {task} {weak}; nothing was sent.");
        if (leader.MinBatchSize < options.MinBatchSize)
            throw Refuse(RefusalReason.BatchTooSmall, $"Task {task} may release the sum of {leader.MinBatchSize} reports, this client requires {options.MinBatchSize}; nothing was sent.");
        if (leader.Vdaf.Dimension != dimension)
            throw Refuse(RefusalReason.WrongDimension, $"Task {task} sums vectors of {leader.Vdaf.Dimension} coordinates, the model has {dimension}; nothing was sent.");

        TaskRefusedException Disagree(string what, object first, object second) => Refuse(
            RefusalReason.AggregatorsDisagree, $"Leader and helper disagree on the {what} of task {task} ({first} and {second}); nothing was sent.");

        static string Parameter(TaskParameters parameters) => parameters.Privacy.Budget?.Epsilon.ToString() ?? "none";

        TaskRefusedException Refuse(RefusalReason reason, string message) => new(task, reason, message);
    }
}
