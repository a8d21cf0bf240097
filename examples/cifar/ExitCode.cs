namespace Dpsa.Examples.Cifar;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    /// <summary>The run stopped on its way; what was finished is written.</summary>
    public const int Failed = 1;

    /// <summary>Nothing was trained: the arguments, the data, the device or the output folder will not do.</summary>
    public const int Usage = 2;

    /// <summary>128 + SIGINT, as shells have it; SIGTERM and SIGHUP end a run the same way.</summary>
    public const int Interrupted = 130;
}
