using System.Diagnostics;
using System.Runtime.InteropServices;
using Dpsa.Dap;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Federation;
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
            StandardError.Line($"error: {e.Message}");
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            StandardError.Line("interrupted before the first round");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> RunCoreAsync(CifarOptions options, ConsoleReport console, CancellationToken cancellation)
    {
        DateTimeOffset startedAt = TimeProvider.System.GetLocalNow();
        long start = Stopwatch.GetTimestamp();
        MachineFacts machine = MachineFacts.Collect();
        TrainingDevice.Resolve(options.Device);
        using OutputDirectory output = OutputDirectory.Prepare(options.OutputDirectory, console);
        options = options with { OutputDirectory = output.Location };
        ScalarLog? scalars = options.TensorBoardDirectory is { } folder ? ScalarLog.Open(folder) : null;
        console.Settings(options);

        using FederatedRun run = await PrepareAsync(options, console, cancellation);
        (RunOutcome outcome, string? failure) = await console.ShowRunAsync(run.Lanes, display => ExecuteAsync(run, display, SaveSoFar, cancellation));

        // Written before it is shown: the terminal may be gone.
        RunReport report = Report(outcome, failure);
        try
        {
            output.Save(report, run.SaveModel, run.SaveSafetensors);
        }
        finally
        {
            console.Summary(report);
        }

        console.Saved(report, output);
        if (failure is not null)
            StandardError.Line($"error: {failure}");

        return outcome switch
        {
            RunOutcome.Completed => ExitCode.Success,
            RunOutcome.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Failed,
        };

        RunReport Report(RunOutcome outcome, string? failure) => new()
        {
            StartedAt = startedAt,
            Outcome = outcome,
            Failure = failure,
            Options = options,
            Data = run.Data,
            Machine = machine,
            Dimension = run.Dimension,
            FractionalBits = options.Function.FractionalBits(options.Bits),
            Initial = run.Initial,
            Rounds = run.Rounds,
            Totals = RunTotals.Of(run.Rounds, Stopwatch.GetElapsedTime(start)),
            Privacy = PrivacyReport.Of(run.PrivacySpent, options, run.Dimension),
        };

        // A disk that is full now may have room after the next round.
        void SaveSoFar(IRunDisplay display)
        {
            try
            {
                RunReport soFar = Report(RunOutcome.Running, null);
                output.Save(soFar, run.SaveModel, run.SaveSafetensors);
                scalars?.Write(soFar);
            }
            catch (CifarException e)
            {
                display.Warning(e.Message);
            }
        }
    }

    // Apart from the caller, so that the images as bytes can be collected once they are tensors.
    private static async Task<FederatedRun> PrepareAsync(CifarOptions options, ConsoleReport console, CancellationToken cancellation)
    {
        DataSource source = new() { Wanted = options.DataSet, Folder = options.DataDirectory, Seed = options.Seed };
        ImageData data = await source.LoadAsync(console, cancellation);
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

    private static async Task<(RunOutcome Outcome, string? Failure)> ExecuteAsync(
        FederatedRun run, IRunDisplay display, Action<IRunDisplay> save, CancellationToken cancellation)
    {
        try
        {
            await run.ExecuteAsync(display, save, cancellation);
            return (RunOutcome.Completed, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (RunOutcome.Interrupted, null);
        }
        catch (Exception e) when (e is AggregationException or RoundFailedException or ModelDivergedException or TaskRefusedException
            or VdafException or ExternalException)
        {
            return (RunOutcome.Failed, $"The run stopped after {run.Rounds.Count} rounds: {FirstLine(e.Message)}");
        }
    }

    // libtorch appends a native backtrace to its messages.
    private static string FirstLine(string message) => message.Split('\n', 2)[0];
}
