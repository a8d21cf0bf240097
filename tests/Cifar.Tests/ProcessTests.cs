using System.Diagnostics;
using System.Text.Json;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;

namespace Dpsa.Examples.Cifar.Tests;

/// <summary>The program itself, as a process.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Program = "cifar.dll";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Methods_are_compiled_fully_before_they_first_run()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "cifar.runtimeconfig.json"));
        JsonElement properties = JsonDocument.Parse(file).RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        properties.GetProperty("System.Runtime.TieredCompilation").GetBoolean().ShouldBeFalse();
    }

    [UnixTheory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_a_run_with_its_finished_rounds_written(string signal, int exitCode)
    {
        using Process run = Start(
            "--synthetic", "--vdaf", "pine64", "--clients", "2", "--privacy", "none", "--lr", "0.001", "--rounds", "100000", "--output", "out");
        Task<string> output = run.StandardOutput.ReadToEndAsync();
        Task<string> errors = run.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(Patience);
        while (Report() is not { Rounds.Count: > 0, Outcome: RunOutcome.Running })
        {
            run.HasExited.ShouldBeFalse();
            await Task.Delay(50, limit.Token);
        }

        (await ExternalProgram.RunAsync("kill", ["-s", signal, $"{run.Id}"], _folder.Location, null, limit.Token)).ShouldBeNull();
        await run.WaitForExitAsync(limit.Token);

        (await errors).ShouldBeEmpty();
        run.ExitCode.ShouldBe(exitCode);
        RunReport report = Report().ShouldNotBeNull();
        report.Outcome.ShouldBe(RunOutcome.Interrupted);
        report.Rounds.Count.ShouldBeGreaterThan(0);
        File.Exists(_folder.File("out", "model.dat")).ShouldBeTrue();
        File.Exists(_folder.File("out", "curve.svg")).ShouldBeTrue();
        (await output).ShouldContain("Interrupted after ");
    }

    [Theory]
    [InlineData("error: --lr must be a number such as 0.04, not '0,04'.", "--lr", "0,04")]
    [InlineData("error: The results cannot be written to {0}/a file: ", "--output", "a file")]
    [InlineData("error: {0}/nowhere is not a folder: ", "--data", "nowhere", "--output", "out")]
    public async Task What_will_not_do_ends_with_one_line_and_exit_code_two(string message, params string[] arguments)
    {
        File.WriteAllText(_folder.File("a file"), "");
        using Process run = Start(arguments);
        Task<string> output = run.StandardOutput.ReadToEndAsync();
        string[] errors = (await run.StandardError.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await output;
        using CancellationTokenSource limit = new(Patience);
        await run.WaitForExitAsync(limit.Token);

        run.ExitCode.ShouldBe(ExitCode.Usage);
        errors.ShouldHaveSingleItem().ShouldStartWith(message.Replace("{0}", _folder.Location, StringComparison.Ordinal));
    }

    private Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, Program), .. arguments])
        {
            WorkingDirectory = _folder.Location,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    // Relative to the caller's folder, and whole whenever it is read.
    private RunReport? Report()
    {
        string path = _folder.File("out", "metrics.json");
        if (!File.Exists(path))
            return null;

        using FileStream file = File.OpenRead(path);
        return RunReportJson.Read(file);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixTheoryAttribute : TheoryAttribute
    {
        public UnixTheoryAttribute()
        {
            if (OperatingSystem.IsWindows())
                Skip = "Windows has no such signals";
        }
    }
}
