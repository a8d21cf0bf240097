using System.Runtime.InteropServices;

namespace Dpsa.Examples.Cifar;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP: the first asks the run to stop and to write what is finished; the second ends the process at once, as the
/// system does with a process that handles no signals.
/// </summary>
internal sealed class Termination : IDisposable
{
    private const int ShellBase = 128;

    private static readonly (PosixSignal Signal, int Number)[] Signals = [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15)];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _first;

    public Termination() =>
        _registrations = [.. Signals.Select(s => PosixSignalRegistration.Create(s.Signal, context => Handle(context, s.Number)))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>128 + the number of the first signal, as shells have it; 130 for Ctrl-C.</summary>
    public int ExitCode => ShellBase + _first;

    /// <summary>What a signal does.</summary>
    /// <param name="context">Says whether the system's own action follows.</param>
    /// <param name="number">Of the signal.</param>
    public void Handle(PosixSignalContext context, int number)
    {
        if (Interlocked.CompareExchange(ref _first, number, 0) != 0)
            return;

        context.Cancel = true;
        _source.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();

        _source.Dispose();
    }
}

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
