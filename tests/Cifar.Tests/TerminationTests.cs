using System.Runtime.InteropServices;

namespace Dpsa.Examples.Cifar.Tests;

public class TerminationTests
{
    [Theory]
    [InlineData(PosixSignal.SIGHUP, 1, 129)]
    [InlineData(PosixSignal.SIGINT, 2, 130)]
    [InlineData(PosixSignal.SIGTERM, 15, 143)]
    public void The_first_signal_asks_to_stop_and_the_second_is_left_to_the_system(PosixSignal signal, int number, int exitCode)
    {
        using Termination termination = new();
        PosixSignalContext first = new(signal);
        PosixSignalContext second = new(PosixSignal.SIGTERM);

        termination.Handle(first, number);
        termination.Handle(second, 15);

        first.Cancel.ShouldBeTrue();
        second.Cancel.ShouldBeFalse();
        termination.Token.IsCancellationRequested.ShouldBeTrue();
        termination.ExitCode.ShouldBe(exitCode);
    }
}
