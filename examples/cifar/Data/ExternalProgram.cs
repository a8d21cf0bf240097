using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Runs a program of the system to its end, without a shell.</summary>
internal static class ExternalProgram
{
    /// <summary>Whether the program is on the search path.</summary>
    public static bool IsInstalled(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)));

    /// <param name="name">On the search path.</param>
    /// <param name="arguments">Passed as they are.</param>
    /// <param name="folder">The program's current folder.</param>
    /// <param name="read">
    /// Reads what the program writes; what it leaves is discarded. Where it finds the data invalid or short, the program's own reason for
    /// that comes first.
    /// </param>
    /// <param name="cancellation">Kills the program.</param>
    /// <returns>Null where it succeeded; else the last line of what it said to standard error.</returns>
    /// <exception cref="CifarException">It cannot be started.</exception>
    public static async Task<string?> RunAsync(
        string name, IEnumerable<string> arguments, string folder, Func<Stream, Task>? read, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(name, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using Process process = new() { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new CifarException($"{name} cannot be started: {e.Message}", e);
        }

        try
        {
            process.StandardInput.Close();
            Task<string> complaints = process.StandardError.ReadToEndAsync(cancellation);
            Stream output = process.StandardOutput.BaseStream;
            ExceptionDispatchInfo? misread = null;
            try
            {
                if (read is not null)
                    await read(output);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                misread = ExceptionDispatchInfo.Capture(e);
            }

            await output.CopyToAsync(Stream.Null, cancellation);
            string[] lines = (await complaints).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                return lines.LastOrDefault() ?? $"{name} ended with exit code {process.ExitCode}";

            misread?.Throw();
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
