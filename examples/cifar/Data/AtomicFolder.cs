namespace Dpsa.Examples.Cifar.Data;

/// <summary>Makes a folder whole or not at all, and once, however many processes want it at the same time.</summary>
internal static class AtomicFolder
{
    /// <param name="target">The folder; appears once it is complete. Nothing is done where it exists.</param>
    /// <param name="fill">Gets an empty folder to work in, which is removed afterwards; returns the folder in it that becomes the target.</param>
    /// <param name="report">Told where another process is at it.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <exception cref="CifarException">It cannot be made: no space, no permission.</exception>
    public static async Task MakeAsync(string target, Func<string, Task<string>> fill, IDataReport report, CancellationToken cancellation)
    {
        string work = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using FileStream turn = await FileLock.TakeAsync(
                $"{target}.lock", () => report.Step($"waiting for another run, which is making {target}"), cancellation);
            if (Directory.Exists(target))
                return;

            try
            {
                Directory.CreateDirectory(work);
                Directory.Move(await fill(work), target);
            }
            finally
            {
                if (Directory.Exists(work))
                    Directory.Delete(work, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CifarException($"{target} cannot be made: {e.Message}", e);
        }
    }
}
