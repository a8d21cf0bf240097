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
        try
        {
            return await RunCoreAsync(options, ConsoleReport.ForStandardOutput(), cancellation);
        }
        catch (CifarException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("interrupted before the first round");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> RunCoreAsync(CifarOptions options, ConsoleReport console, CancellationToken cancellation)
    {
        DateTimeOffset startedAt = TimeProvider.System.GetLocalNow();
        long start = Stopwatch.GetTimestamp();
        OutputDirectory output = OutputDirectory.Prepare(options.OutputDirectory);
        console.Settings(options);

        using FederatedRun run = await PrepareAsync(options, console, cancellation);
        (RunOutcome outcome, string? failure) = await console.ShowRunAsync(run.Lanes, display => ExecuteAsync(run, display, cancellation));

        var report = new RunReport
        {
            StartedAt = startedAt,
            Outcome = outcome,
            Failure = failure,
            Options = options,
            Data = run.Data,
            Machine = MachineFacts.Collect(),
            Dimension = run.Dimension,
            Initial = run.Initial,
            Rounds = run.Rounds,
            Totals = RunTotals.Of(run.Rounds, Stopwatch.GetElapsedTime(start)),
            Privacy = PrivacyReport.Of(run.PrivacySpent, options, run.Dimension),
        };
        console.Summary(report);
        output.Save(report, run.SaveModel);
        console.Saved(report, output);
        if (failure is not null)
            throw new CifarException(failure);

        return outcome == RunOutcome.Interrupted ? ExitCode.Interrupted : ExitCode.Success;
    }

    // Apart from the caller, so that the images as bytes can be collected once they are tensors.
    private static async Task<FederatedRun> PrepareAsync(CifarOptions options, ConsoleReport console, CancellationToken cancellation)
    {
        var source = new CifarSource { Directory = options.DataDirectory, Synthetic = options.Synthetic, Seed = options.Seed };
        CifarData data = await source.LoadAsync(console, cancellation);
        console.Data(data);
        return new FederatedRun(options, data);
    }

    private static async Task<(RunOutcome Outcome, string? Failure)> ExecuteAsync(
        FederatedRun run, IRunDisplay display, CancellationToken cancellation)
    {
        try
        {
            await run.ExecuteAsync(display, cancellation);
            return (RunOutcome.Completed, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (RunOutcome.Interrupted, null);
        }
        catch (Exception e) when (e is AggregationException or TaskRefusedException or VdafException or ExternalException)
        {
            return (RunOutcome.Failed, $"The run stopped after {run.Rounds.Count} rounds: {FirstLine(e.Message)}");
        }
    }

    // libtorch appends a native backtrace to its messages.
    private static string FirstLine(string message) => message.Split('\n', 2)[0];
}
