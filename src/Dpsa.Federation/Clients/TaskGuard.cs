using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>
/// What a client checks before it trains for a task: both aggregators give the same answer, and that answer is
/// within the client's own limits. The coordinator's word does not count.
/// </summary>
internal static class TaskGuard
{
    /// <summary>Asks both aggregators.</summary>
    /// <returns>The task's parameters, on which both agree, and its function.</returns>
    /// <exception cref="TaskRefusedException">They disagree, a limit is exceeded, or the function cannot be made.</exception>
    public static async Task<(TaskParameters Task, IVdaf Vdaf)> CheckAsync(
        ILeaderEndpoint leaderEndpoint,
        IAggregatorEndpoint helperEndpoint,
        TaskId task,
        int dimension,
        ClientOptions options,
        CancellationToken cancellationToken)
    {
        TaskParameters leader = await AskAsync(leaderEndpoint, task, cancellationToken).ConfigureAwait(false);
        TaskParameters helper = await AskAsync(helperEndpoint, task, cancellationToken).ConfigureAwait(false);
        RequireAgreement(leader, helper, task);
        RequireLimits(leader, dimension, options);
        return (leader, CreateFunction(leader));
    }

    private static async Task<TaskParameters> AskAsync(
        IAggregatorEndpoint aggregator, TaskId task, CancellationToken cancellationToken)
    {
        TaskParameters? answer = await aggregator.GetTaskParametersAsync(task, cancellationToken).ConfigureAwait(false);
        return answer is { Vdaf: not null, Privacy: not null }
            ? answer
            : throw new TaskRefusedException(
                task, RefusalReason.InvalidTask, $"The {aggregator.Role}'s answer lacks parameters of task {task}; nothing was sent.");
    }

    private static void RequireAgreement(TaskParameters leader, TaskParameters helper, TaskId task)
    {
        if (leader.Privacy != helper.Privacy)
            throw Disagree("privacy parameter", Parameter(leader), Parameter(helper));
        if (leader.Vdaf != helper.Vdaf)
            throw Disagree("aggregation function", leader.Vdaf, helper.Vdaf);
        if (leader.MinBatchSize != helper.MinBatchSize)
            throw Disagree("minimum batch size", leader.MinBatchSize, helper.MinBatchSize);
        if (leader.Task != task || helper.Task != task)
            throw Disagree("task id", leader.Task, helper.Task);

        TaskRefusedException Disagree(string what, object first, object second) => new(
            task,
            RefusalReason.AggregatorsDisagree,
            $"Leader and helper disagree on the {what} of task {task} ({first} and {second}); nothing was sent.");

        static string Parameter(TaskParameters parameters) => parameters.Privacy.Budget?.Epsilon.ToString() ?? "none";
    }

    private static void RequireLimits(TaskParameters task, int dimension, ClientOptions options)
    {
        string? weak = task.Privacy.Budget switch
        {
            null when options.AllowNoNoise => null,
            null => "has no noise, which this client does not allow",
            { } budget when budget.Epsilon > options.MaxPrivacyPerRound.Epsilon =>
                $"has the privacy parameter {budget.Epsilon}, above this client's limit {options.MaxPrivacyPerRound.Epsilon}",
            _ => null,
        };
        if (weak is not null)
            throw Refuse(RefusalReason.PrivacyTooWeak, $"Task {task.Task} {weak}; nothing was sent.");
        if (task.MinBatchSize < options.MinBatchSize)
        {
            throw Refuse(
                RefusalReason.BatchTooSmall,
                $"Task {task.Task} may release the sum of {task.MinBatchSize} reports, this client requires {options.MinBatchSize}; "
                + "nothing was sent.");
        }

        if (task.Vdaf.Dimension != dimension)
        {
            throw Refuse(
                RefusalReason.WrongDimension,
                $"Task {task.Task} sums vectors of {task.Vdaf.Dimension} coordinates, the model has {dimension}; nothing was sent.");
        }

        TaskRefusedException Refuse(RefusalReason reason, string message) => new(task.Task, reason, message);
    }

    private static IVdaf CreateFunction(TaskParameters task)
    {
        IVdaf vdaf;
        try
        {
            vdaf = task.Vdaf.Create();
        }
        catch (ArgumentException e)
        {
            throw new TaskRefusedException(
                task.Task,
                RefusalReason.ImpossibleFunction,
                $"Task {task.Task} has a function that cannot be made; nothing was sent. {e.Message}",
                e);
        }

        // An update of full norm, which clipping gives, must be valid.
        if ((UInt128)vdaf.Scale * (UInt128)vdaf.Scale > vdaf.MaxSquaredNorm + 1)
        {
            throw new TaskRefusedException(
                task.Task,
                RefusalReason.ImpossibleFunction,
                $"Task {task.Task} takes squared norms up to {vdaf.MaxSquaredNorm}, below the {vdaf.Scale}^2 of a clipped update; "
                + "nothing was sent.");
        }

        return vdaf;
    }
}
