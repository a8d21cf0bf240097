using System.Diagnostics;
using System.Runtime.InteropServices;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
using Dpsa.TorchSharp;
using Dpsa.Vdaf;

namespace Dpsa.Examples.Cifar;

/// <summary>The whole program behind the command line: data, clients, rounds, report.</summary>
internal static class CifarRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CifarOptions options, CancellationToken cancellation)
    {
        DateTimeOffset startedAt = TimeProvider.System.GetLocalNow();
        long start = Stopwatch.GetTimestamp();
        ConsoleReport console = ConsoleReport.ForStandardOutput();
        FederatedRun run;
        OutputDirectory output;
        try
        {
            output = OutputDirectory.Prepare(options.OutputDirectory);
            console.Settings(options);
            run = await PrepareAsync(options, console, cancellation);
        }
        catch (CifarException e)
        {
            return await EndAsync(ExitCode.Usage, $"error: {e.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return await EndAsync(ExitCode.Interrupted, "interrupted before the first round");
        }

        using (run)
        {
            (RunOutcome outcome, string? failure) = await console.ShowRunAsync(run.Lanes, display => ExecuteAsync(run, display, SaveRound, cancellation));
            RunReport report = Report(outcome, failure);
            try
            {
                // Before anything is shown: the terminal may be gone.
                output.Save(report, run.SaveModel);
                console.Summary(report);
                console.Saved(report, output);
            }
            catch (CifarException e)
            {
                return await EndAsync(ExitCode.Failed, $"error: {e.Message}");
            }

            if (failure is not null)
                return await EndAsync(ExitCode.Failed, $"error: {failure}");

            return outcome == RunOutcome.Interrupted ? ExitCode.Interrupted : ExitCode.Success;

            // A disk that is full now may have room after the next round.
            void SaveRound(IRunDisplay display)
            {
                try
                {
                    output.Save(Report(RunOutcome.Running, null), run.SaveModel);
                }
                catch (CifarException e)
                {
                    display.Warning(e.Message);
                }
            }

            RunReport Report(RunOutcome outcome, string? failure) => new()
            {
                StartedAt = startedAt,
                Outcome = outcome,
                Failure = failure,
                Options = options,
                Data = run.Data,
                Machine = MachineFacts.Collect(),
                Dimension = run.Dimension,
                Initial = run.Initial,
                Rounds = [.. run.Rounds],
                Totals = RunTotals.Of(run.Rounds, Stopwatch.GetElapsedTime(start)),
                Privacy = PrivacyReport.Of(run.PrivacySpent, options, run.Dimension),
            };
        }
    }

    private static async Task<int> EndAsync(int exitCode, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }

    // Apart from the caller, so that the images as bytes can be collected once they are tensors.
    private static async Task<FederatedRun> PrepareAsync(CifarOptions options, ConsoleReport console, CancellationToken cancellation)
    {
        RequireTorch();
        var source = new CifarSource { Directory = options.DataDirectory, Wanted = options.DataSet, Seed = options.Seed };
        CifarData data = await source.LoadAsync(console, cancellation);
        console.Data(data);
        var run = new FederatedRun(options, data);
        try
        {
            await run.StartAsync(cancellation);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    private static void RequireTorch()
    {
        try
        {
            TorchRuntime.Require();
        }
        catch (PlatformNotSupportedException e)
        {
            throw new CifarException(e.Message, e);
        }
    }

    private static async Task<(RunOutcome Outcome, string? Failure)> ExecuteAsync(
        FederatedRun run, IRunDisplay display, Action<IRunDisplay> saveRound, CancellationToken cancellation)
    {
        try
        {
            await run.ExecuteAsync(display, saveRound, cancellation);
            return (RunOutcome.Completed, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (RunOutcome.Interrupted, null);
        }
        catch (Exception e) when (e is AggregationException or ModelDivergedException or TaskRefusedException
            or VdafException or ExternalException)
        {
            return (RunOutcome.Failed, $"The run stopped after {run.Rounds.Count} rounds: {FirstLine(e.Message)}");
        }
    }

    // libtorch appends a native backtrace to its messages.
    private static string FirstLine(string message) => message.Split('\n', 2)[0];
}
