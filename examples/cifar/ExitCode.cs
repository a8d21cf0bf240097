namespace Dpsa.Examples.Cifar;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The run broke off, for example since every client's training diverged; what was finished is written.</summary>
    public const int Failed = 1;

    /// <summary>Something is wrong with the arguments, the data, the device or the output folder.</summary>
    public const int Usage = 2;

    /// <summary>By Ctrl-C: 128 + SIGINT, as shells have it; the process returns 129 for SIGHUP and 143 for SIGTERM. What was finished is written.</summary>
    public const int Interrupted = 130;
}
