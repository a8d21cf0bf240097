namespace Dpsa.Examples.Cifar.Report;

/// <summary>Writes a file whole or not at all.</summary>
internal static class AtomicFile
{
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="write">Gets a file beside it, which takes its place afterwards. May close the stream.</param>
    /// <exception cref="CifarException">It cannot be written: no space, no permission.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
                write(stream);

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CifarException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
