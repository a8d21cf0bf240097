namespace Dpsa.Examples.Cifar.Data;

/// <summary>A file that one process holds at a time; the system gives it up when the process ends, however it ends.</summary>
internal static class FileLock
{
    private const int AgainOnLinux = 11;
    private const int AgainOnMacOS = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <returns>The lock, which the caller disposes; null where another holds it.</returns>
    /// <param name="path">A file of its own; it is removed with the lock. Its folder exists.</param>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e.HResult is AgainOnLinux or AgainOnMacOS or SharingViolationOnWindows)
        {
            return null;
        }
    }

    /// <summary>As <see cref="TryTake"/>, but waits for its turn.</summary>
    /// <param name="path">As there.</param>
    /// <param name="waiting">Called once before it waits.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<FileStream> TakeAsync(string path, Action waiting, CancellationToken cancellation)
    {
        if (TryTake(path) is { } free)
            return free;

        waiting();
        while (true)
        {
            await Task.Delay(Pause, cancellation);
            if (TryTake(path) is { } taken)
                return taken;
        }
    }
}
