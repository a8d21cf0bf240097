using System.Globalization;
using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>
/// The data holder's account between a client and its reports. A second report to a task would enter the same release: twice
/// the sensitivity at the noise of one, and a batch that counts one client twice.
/// </summary>
internal static class LedgerGuard
{
    /// <exception cref="TaskRefusedException">The holder has reported to the task.</exception>
    public static void RequireFirstReport(ClientOptions options, TaskId task)
    {
        if (options.Ledger.HasReported(task.ToString()))
        {
            throw new TaskRefusedException(
                task,
                RefusalReason.ReportedBefore,
                $"This data holder has sent a report to task {task} already, and sends one to each; nothing was sent.");
        }
    }

    /// <summary>Asks whether the account allows a report, before the work for it is done.</summary>
    /// <exception cref="TaskRefusedException">It does not.</exception>
    /// <exception cref="PrivacyLedgerException">The ledger cannot be used.</exception>
    public static void Check(ClientOptions options, TaskParameters task, IVdaf vdaf) => Refusing(task.Task, () =>
        options.Ledger.Check(task.Task.ToString(), PrivacyOf(task, vdaf), options.MaxPrivacyTotal, options.AllowNoNoise));

    /// <summary>Records a report durably. It may leave once this has returned.</summary>
    /// <exception cref="TaskRefusedException">The account does not allow it (any more).</exception>
    /// <exception cref="PrivacyLedgerException">The ledger cannot be used.</exception>
    public static void Spend(ClientOptions options, TaskParameters task, IVdaf vdaf, int round)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"round {round}");
        string label = options.LedgerLabel.Length == 0 ? number : $"{options.LedgerLabel}, {number}";
        Refusing(task.Task, () =>
            options.Ledger.Spend(task.Task.ToString(), PrivacyOf(task, vdaf), options.MaxPrivacyTotal, options.AllowNoNoise, label));
    }

    // The sensitivity that the aggregators calibrate their noise to.
    private static RoundPrivacy PrivacyOf(TaskParameters task, IVdaf vdaf) =>
        new(task.Privacy, task.Vdaf.Dimension, vdaf.L2Sensitivity);

    private static void Refusing(TaskId task, Action action)
    {
        try
        {
            action();
        }
        catch (PrivacyLedgerException e) when (ReasonOf(e.Error) is { } reason)
        {
            throw new TaskRefusedException(task, reason, e.Message, e);
        }
    }

    private static RefusalReason? ReasonOf(LedgerError error) => error switch
    {
        LedgerError.ReportedBefore => RefusalReason.ReportedBefore,
        LedgerError.TotalExceeded => RefusalReason.TotalExceeded,
        LedgerError.Unrecordable => RefusalReason.InvalidTask,
        _ => null,
    };
}
