using System.Diagnostics;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>This program, once more.</summary>
internal static class ChildProcess
{
    /// <summary>How to start it, with the given arguments.</summary>
    public static ProcessStartInfo Of(params IEnumerable<string> arguments)
    {
        string host = Environment.ProcessPath ?? throw new InvalidOperationException("The system does not tell the path of this process.");
        ProcessStartInfo start = new(host);
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
